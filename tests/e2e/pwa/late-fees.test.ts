/**
 * Late fees under each rule pack, as an office runs them: nothing while the default holds, California's on a day when that
 * was in force, Florida's today. Then a fee is taken back, and account, statement, trial balance and resident agree.
 */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, dayNumber } from '@communitrak/domain/ledger/days.ts';
import { createBooks, createEntry, firstBooks } from '@communitrak/domain/ledger/index.ts';
import { textOfPdf } from '@communitrak/testkit/pdf-text.ts';
import { launchBrowser } from '../../support/browser.ts';
import { ANA, OLIVIA, openStage, writeSmall, type Stage } from '../../support/stage.ts';
import { writeAll } from '../../support/sync-rig.ts';
import { Member } from '../pages/member.ts';

/** In the association’s zone: late in the evening it is already tomorrow elsewhere. */
const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(new Date());
const daysAgo = (days: number): string => addDays(TODAY, -days);
/** The pack in force: the default, then California's, then Florida's. */
const [CALIFORNIA, FLORIDA] = [daysAgo(60), daysAgo(10)];
const [FIRST, SECOND] = [
  { cents: 20_000, due: daysAgo(100) },
  { cents: 30_000, due: daysAgo(9) },
];
const CALIFORNIAN_RUN = daysAgo(59);

/** Simple interest by the rule's own words: of a year of 365 days, from the day after `from` through `to`. */
function interest(cents: number, percent: number, from: string, to: string): number {
  return Math.round((cents * percent * (dayNumber(to) - dayNumber(from))) / 36_500);
}
const dayBeforeMonth = (day: string): string => addDays(`${day.slice(0, 7)}-01`, -1);
const later = (a: string, b: string): string => (a > b ? a : b);

/** Cal. Civ. Code § 5650: the greater of 10 % and $10; 12 % a year from 30 days after it was due. */
const inCalifornia = {
  fee: 2_000,
  interest: interest(
    FIRST.cents,
    12,
    later(addDays(FIRST.due, 30), dayBeforeMonth(CALIFORNIAN_RUN)),
    CALIFORNIAN_RUN,
  ),
};
/** Fla. Stat. § 720.3085: the greater of 5 % and $25; 18 % a year from the day it was due, or from where it was charged last. */
const inFlorida = {
  fee: 2_500,
  first: interest(FIRST.cents, 18, CALIFORNIAN_RUN, TODAY),
  second: interest(SECOND.cents, 18, later(SECOND.due, dayBeforeMonth(TODAY)), TODAY),
};
const dollars = (cents: number): string =>
  (cents / 100).toLocaleString('en-US', { style: 'currency', currency: 'USD' });

let stage: Stage;
let browser: Browser;
let olivia: Member;
let ana: Member;

beforeAll(async () => {
  stage = await openStage();
  await writeSmall(stage);
  const rules = [
    { from: '2020-01-01', pack: 'default' as const, changes: {}, reason: '', by: 'olivia' },
    { from: CALIFORNIA, pack: 'US-CA' as const, changes: {}, reason: 'Resolution 7', by: 'olivia' },
    { from: FLORIDA, pack: 'US-FL' as const, changes: {}, reason: 'Resolution 9', by: 'olivia' },
  ];
  const charges = [FIRST, SECOND].map(({ cents, due }, at) => {
    const text = ['Assessment, first quarter', 'Assessment, second quarter'][at] ?? '';
    return createEntry(
      { household: 'h1', kind: 'assessment', cents, currency: 'USD', posted: due, due, text },
      `due${String(at)}`,
    );
  });
  await writeAll(stage.server.sync, 'maple-row', [createBooks({ ...firstBooks('USD'), rules })]);
  await writeAll(stage.server.sync, 'maple-row', charges);
  browser = await launchBrowser();
  olivia = await Member.open(browser, stage.url, { viewport: { width: 1280, height: 900 } });
  ana = await Member.open(browser, stage.url);
  await olivia.signIn(OLIVIA);
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();

async function lateOn(day: string): Promise<Page> {
  const { page } = olivia;
  await olivia.goTo('dues/late');
  await page.getByLabel('As of', { exact: true }).fill(day);
  return page;
}

/** Posts the run and waits until the server has made its entries. */
async function postLines(page: Page, count: number, total: number): Promise<void> {
  await page.getByText(`on 1 account, ${dollars(total)} in all`).waitFor();
  await press(page, `Post ${String(count)} lines`);
  await page.getByText(`All ${String(count)} charges are on their accounts`).waitFor({ timeout: 30_000 });
}

describe('late fees', () => {
  it('are none under the default pack', async () => {
    const page = await lateOn(daysAgo(61));
    await page.getByText('No late fee and no interest are in force').waitFor();
  });

  it('are California’s on a day when its pack was in force', async () => {
    const page = await lateOn(CALIFORNIAN_RUN);
    await page.getByText(/By the California rules/).waitFor();
    await postLines(page, 2, inCalifornia.fee + inCalifornia.interest);
  });

  it('are Florida’s today: a fee on the new charge alone, interest from where it was charged last', async () => {
    const page = await lateOn(TODAY);
    await page.getByText(/By the Florida rules/).waitFor();
    await postLines(page, 3, inFlorida.fee + inFlorida.first + inFlorida.second);
    await lateOn(TODAY);
    await page.getByText('Nothing to raise on this day').waitFor();
  });
});

describe('a fee that is taken back', () => {
  const owed =
    FIRST.cents + SECOND.cents + inCalifornia.interest + inFlorida.fee + inFlorida.first + inFlorida.second;

  it('stands on the account with its reason', async () => {
    const { page } = olivia;
    await olivia.goTo('accounts/h1');
    await page
      .getByRole('button', { name: /Late fee: Assessment, first quarter/ })
      .first()
      .click();
    await press(page, 'Reverse…');
    await page.getByLabel('Reason', { exact: true }).fill('Agreed by the board on its first late payment');
    await press(page, 'Reverse it');
    await page
      .getByText(`${dollars(inCalifornia.fee)} reversed for Ruiz`)
      .first()
      .waitFor();
    await page
      .getByText(`${dollars(owed)} owed`)
      .first()
      .waitFor();
  });

  it('is in the statement, read back as text', async () => {
    const { page } = olivia;
    await olivia.goTo('accounts/h1');
    const saving = page.waitForEvent('download');
    await press(page, 'Statement');
    const download = await saving;
    const text = (await textOfPdf(new Blob([await readFile(await download.path())])))
      .join(' ')
      .replaceAll(/\s+/g, ' ');
    expect(text).toContain('Agreed by the board on its first late payment');
    expect(text).toContain(dollars(inFlorida.first));
    expect(text).toMatch(new RegExp(`Balance due\\s*${dollars(owed).replaceAll(/[$.]/g, '\\$&')}`));
  });

  it('leaves a trial balance that foots', async () => {
    await olivia.goTo('reports/trial');
    await olivia.page.getByText(`Debits ${dollars(owed)} = credits ${dollars(owed)}`).waitFor();
  });

  it('is read by the resident, who owes the rest', async () => {
    await ana.signIn(ANA);
    await ana.goTo('my-account');
    await ana.page.getByText(dollars(owed)).first().waitFor();
    await ana.page
      .getByText(/Agreed by the board on its first late payment/)
      .first()
      .waitFor();
  });
});
