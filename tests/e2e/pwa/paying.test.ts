/**
 * Paying online, on real parts and with the stand-in for Stripe: the office connects the association on the hosted page; a
 * resident pays by card, is declined, authenticates, pays from a bank account and, without a connection, with the saved card;
 * the office gives part of it back, and the payout that comes foots.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBooks, createEntry, firstBooks } from '@communitrak/domain/ledger/index.ts';
import { createSandbox, type Sandbox } from '@communitrak/sync-server/payments/sandbox/create-sandbox.ts';
import { launchBrowser, PHONE } from '../../support/browser.ts';
import { startHoldingProxy, type HoldingProxy } from '../../support/holding-proxy.ts';
import { ANA, OLIVIA, openStage, writeSmall, type Stage } from '../../support/stage.ts';
import { writeAll } from '../../support/sync-rig.ts';
import { Member } from '../pages/member.ts';

const SECRETS = { STRIPE_WEBHOOK_SECRET: 'whsec_platform', STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_connect' };
const DAY_S = 86_400;
const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(new Date());
const CHARGES = ['Pool key', 'Gate remote', 'Parking sticker', 'Clubhouse rent', 'Garden plot', 'Locker'];

let sandbox: Sandbox;
let stage: Stage;
let browser: Browser;
let line: HoldingProxy;
let ana: Member;
/** Ana again, on a device whose line can be cut. */
let away: Member;
let olivia: Member;

beforeAll(async () => {
  sandbox = await createSandbox({ timing: { firstMs: 20, retryMs: 200 } });
  stage = await openStage({ STRIPE_SECRET_KEY: 'sk_test_e2e', ...SECRETS, STRIPE_API_BASE: sandbox.url });
  sandbox.setWebhooks({
    platform: { url: `${stage.url}/stripe/webhook`, secret: SECRETS.STRIPE_WEBHOOK_SECRET },
    connect: { url: `${stage.url}/stripe/connect-webhook`, secret: SECRETS.STRIPE_CONNECT_WEBHOOK_SECRET },
  });
  await writeSmall(stage);
  const charges = CHARGES.map((text, at) =>
    createEntry(
      {
        household: 'h1',
        kind: 'fee',
        cents: 1000 * (at + 1),
        currency: 'USD',
        posted: TODAY,
        due: TODAY,
        text,
      },
      `fee${String(at)}`,
    ),
  );
  await writeAll(stage.server.sync, 'maple-row', [createBooks(firstBooks('USD'))]);
  await writeAll(stage.server.sync, 'maple-row', charges);
  browser = await launchBrowser();
  line = await startHoldingProxy(stage.url);
  olivia = await Member.open(browser, stage.url, { viewport: { width: 1280, height: 900 } });
  ana = await Member.open(browser, stage.url, { viewport: { width: 1280, height: 900 } });
  away = await Member.open(browser, stage.url, { viewport: PHONE, hasTouch: true, line });
  await olivia.signIn(OLIVIA);
  await ana.signIn(ANA);
  await away.signIn(ANA);
  await away.shellIsCached();
});
afterAll(async () => {
  await browser?.close();
  await line?.close();
  await stage?.close();
  await sandbox?.close();
});

const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) }).click();

/** On the hosted page: a test number is chosen by its link, which fills it in. @param number as the page groups it */
async function payAtPage(page: Page, number: string, keep = false): Promise<void> {
  await page.getByRole('link', { name: `Use ${number}`, exact: true }).click();
  await page.getByLabel('Name on the card or account').fill('Ana Ruiz');
  if (keep) await page.getByLabel('Save this method for next time').check();
  await press(page, /^Pay \$/);
}

/** Back in the app, with the payment on screen. */
async function isBack(page: Page): Promise<void> {
  await page.waitForURL(/\/app\/maple-row\/payments/);
  await page.getByText('What has happened').waitFor();
}

/** Chooses one charge and goes to the page. */
async function toPage(page: Page, charge: string, way: RegExp): Promise<void> {
  await ana.goTo('payments/pay');
  await page.getByRole('checkbox', { name: new RegExp(charge) }).waitFor();
  for (const box of await page.getByRole('checkbox').all()) await box.uncheck();
  await page.getByRole('checkbox', { name: new RegExp(charge) }).check();
  await press(page, 'Continue');
  await page.getByRole('radio', { name: way }).check();
  await press(page, 'Continue');
  await press(page, /^Go to Stripe’s page to pay/);
}
const CARD = /^Card, Apple Pay or Google Pay/;
const BANK = /^US bank account/;
const ledger = async (): Promise<readonly Record<string, unknown>[]> => {
  const db = await stage.server.store.open('association-maple-row', { create: false });
  const all = (await db?.range({ startId: 'ledger-entry:', endId: 'ledger-entry:\ufff0' })) ?? [];
  return all.map(({ body }) => body as Record<string, unknown>).filter(({ source }) => source === 'online');
};

describe('the association', () => {
  it('is connected on the hosted page, and may take payments', async () => {
    const { page } = olivia;
    await olivia.goTo('online-payments/setup');
    await press(page, 'Begin at Stripe');
    await page.getByRole('heading', { name: /^Set up payments for/ }).waitFor();
    await page.getByRole('link', { name: 'Fill in test data' }).click();
    await press(page, 'Submit');
    await page.waitForURL('**/online-payments/setup**');
    await page.getByText('Open: residents can pay online').waitFor();
  });
});

describe('a resident', () => {
  it('pays a charge by card at the hosted page and keeps the card', async () => {
    const { page } = ana;
    await toPage(page, 'Pool key', CARD);
    await payAtPage(page, '4242 4242 4242 4242', true);
    await isBack(page);
    await page.getByText('Paid', { exact: true }).first().waitFor();
    expect(await ledger()).toMatchObject([{ kind: 'payment', cents: -1000, method: 'card' }]);
  });

  it('is told why a card was declined, and that nothing was charged', async () => {
    const { page } = ana;
    await toPage(page, 'Gate remote', CARD);
    await payAtPage(page, '4000 0000 0000 0002');
    await page.getByText('Your card was declined. Try another one.').waitFor();
    await payAtPage(page, '4000 0025 0000 3155');
    await press(page, 'Authorize');
    await isBack(page);
    await page.getByText('Paid', { exact: true }).first().waitFor();
  });

  it('pays from a bank account: processing for days, then paid', async () => {
    const { page } = ana;
    await toPage(page, 'Parking sticker', BANK);
    await payAtPage(page, '000123456789');
    await isBack(page);
    await page.getByText('Processing', { exact: true }).first().waitFor();
    sandbox.clock.advance(8 * DAY_S);
    await page.getByText('Paid', { exact: true }).first().waitFor();
  });

  it('asks for a payment without a connection, and it is charged once', async () => {
    const { page } = away;
    await away.goTo('payments/pay');
    await page.getByRole('checkbox', { name: /Clubhouse rent/ }).waitFor();
    await away.offline();
    for (const box of await page.getByRole('checkbox').all()) await box.uncheck();
    await page.getByRole('checkbox', { name: /Clubhouse rent/ }).check();
    await press(page, 'Continue');
    await page.getByRole('radio', { name: /4242/ }).check();
    await press(page, 'Continue');
    await press(page, /when I’m connected$/);
    await page.getByText('Not paid yet: waiting for a connection').first().waitFor();
    await away.online();
    await page.getByText('Paid', { exact: true }).first().waitFor();
    expect((await ledger()).filter(({ cents }) => cents === -4000)).toHaveLength(1);
  });
});

describe('the office', () => {
  it('gives part of a payment back', async () => {
    const { page } = olivia;
    await olivia.goTo('online-payments');
    await page.getByText('$40.00').first().click();
    await press(page, /Give money back|Refund/);
    await page.getByLabel('Amount', { exact: true }).fill('15');
    await page.getByLabel('Reason', { exact: true }).fill('The clubhouse closed early');
    await press(page, 'Give back');
    await page.getByText('Given back').first().waitFor();
    await expect
      .poll(async () => (await ledger()).filter(({ kind }) => kind === 'refund'))
      .toMatchObject([{ cents: 1500 }]);
  });

  it('sees a payout that foots', async () => {
    const { page } = olivia;
    sandbox.clock.advance(12 * DAY_S);
    await olivia.goTo('online-payments/payouts');
    await page.getByRole('heading', { name: 'Paid out by month' }).waitFor();
    await page
      .getByRole('link', { name: /, \d{4}$/ })
      .first()
      .click();
    await page.getByText(/exactly what was paid out|add up to/).waitFor();
  });
});
