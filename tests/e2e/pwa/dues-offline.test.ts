/**
 * Dues on real parts: two desks of the office run the same month without a connection, it is charged once, and each
 * resident sees their own charge and why; the neighbour's device holds nothing of it.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, PHONE } from '../../support/browser.ts';
import { startHoldingProxy, type HoldingProxy } from '../../support/holding-proxy.ts';
import { ANA, BEN, OLIVIA, openStage, writeSmall, type Stage } from '../../support/stage.ts';
import { Member } from '../pages/member.ts';

const DESK = { viewport: { width: 1280, height: 900 } };
/** In the association’s zone: late in the evening it is already tomorrow elsewhere. */
const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(new Date());
const MONTH = new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const CHARGE = `Pool dues, ${MONTH.format(new Date(`${TODAY}T00:00:00Z`))}`;

let stage: Stage;
let browser: Browser;
const lines: HoldingProxy[] = [];
let desks: readonly Member[];
let ana: Member;
let ben: Member;

async function desk(): Promise<Member> {
  const line = await startHoldingProxy(stage.url);
  lines.push(line);
  const member = await Member.open(browser, stage.url, { ...DESK, line });
  await member.signIn(OLIVIA);
  await member.shellIsCached();
  return member;
}

beforeAll(async () => {
  stage = await openStage();
  await writeSmall(stage);
  browser = await launchBrowser();
  ana = await Member.open(browser, stage.url, { viewport: PHONE, hasTouch: true });
  ben = await Member.open(browser, stage.url, { viewport: PHONE, hasTouch: true });
  await ana.signIn(ANA);
  await ben.signIn(BEN);
  desks = [await desk(), await desk()];
});
afterAll(async () => {
  await browser?.close();
  for (const line of lines) await line.close();
  await stage?.close();
});

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();

async function stored(type: string): Promise<readonly Record<string, unknown>[]> {
  const db = await stage.server.store.open('association-maple-row', { create: false });
  return (await db?.range({ startId: `${type}:`, endId: `${type}:\ufff0` })) ?? [];
}

describe('the dues of a month', () => {
  it('need the books, which are begun once, and a schedule, which is written in steps', async () => {
    const [first, second] = desks;
    if (first === undefined || second === undefined) throw new Error('two desks');
    const { page } = first;
    await first.goTo('dues');
    await page.getByRole('link', { name: 'Begin the books' }).click();
    await page.getByRole('radio', { name: /^California/ }).check();
    await press(page, 'Begin the books');
    await page.getByRole('heading', { name: 'Rules in force' }).waitFor();
    await first.goTo('dues/new');
    await page.getByLabel('Name', { exact: true }).fill('Pool dues');
    await page.getByLabel('First due on', { exact: true }).fill(TODAY);
    await press(page, 'Continue');
    await page.getByLabel('Each home pays, each time').fill('125');
    await press(page, 'Continue');
    await press(page, 'Continue');
    await page.getByText('2 homes will be charged').waitFor();
    await press(page, 'Save the schedule');
    await page.getByRole('list', { name: 'Dues schedules' }).getByText('Pool dues').waitFor();
    await second.goTo('dues');
    await second.page.getByRole('list', { name: 'To run' }).getByText('Pool dues').first().waitFor();
  });

  it('are run at two desks that have no connection, and wait at both', async () => {
    for (const member of desks) {
      await member.offline();
      await member.goTo('dues/run');
      await press(member.page, 'Post 2 charges');
      await member.page.getByRole('heading', { name: CHARGE }).waitFor();
      await member.page.getByText('Waiting to send').first().waitFor();
      await member.reload();
      await member.page.getByText('Waiting to send').first().waitFor();
    }
    expect(await stored('charge-run')).toEqual([]);
  });

  it('are charged once when both are back, and both desks say so', async () => {
    for (const member of desks) await member.online();
    for (const member of desks)
      await member.page.getByText('All 2 charges are on their accounts').waitFor({ timeout: 30_000 });
    const entries = await stored('ledger-entry');
    expect(entries.map(({ body }) => (body as { cents: number }).cents)).toEqual([12_500, 12_500]);
    expect(await stored('charge-run')).toHaveLength(1);
  });

  it('are read by the resident: what they owe and why', async () => {
    await ana.goTo('my-account');
    await ana.page.getByText(CHARGE).first().waitFor();
    await ana.page.getByText('$125.00').first().waitFor();
  });

  it('of a neighbour are on nobody else’s device', async () => {
    await ben.goTo('my-account');
    await ben.page.getByText(CHARGE).first().waitFor();
    const kept = await ben.everythingKept();
    const entryOf = (household: string): RegExp => new RegExp(`ledger-entry:[a-z0-9.-]+\\.${household}\\b`);
    expect(kept).toMatch(entryOf('h2'));
    expect(kept).not.toMatch(entryOf('h1'));
    expect(kept).not.toContain('charge-run:');
  });
});
