/**
 * A treasurer without a connection: forty checks by keyboard alone, a deposit slip and statements as PDF; and when the line
 * is there again, the server takes each check once.
 */
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOfPdf } from '@communitrak/testkit/pdf-text.ts';
import { launchBrowser } from '../../support/browser.ts';
import { startHoldingProxy, type HoldingProxy } from '../../support/holding-proxy.ts';
import { demoCast, type Cast } from '../../support/screen-casts.ts';
import { openStage, type Stage } from '../../support/stage.ts';
import { Member } from '../pages/member.ts';

const CHECKS = 40;

let stage: Stage;
let browser: Browser;
let line: HoldingProxy;
let cast: Cast;
let grace: Member;

beforeAll(async () => {
  stage = await openStage();
  cast = await demoCast(stage);
  browser = await launchBrowser();
  line = await startHoldingProxy(stage.url);
  grace = await Member.open(browser, stage.url, {
    association: cast.association,
    viewport: { width: 1280, height: 860 },
    line,
  });
  await grace.signIn(cast.office, cast.office.password);
  await grace.page
    .getByText(/^Up to date/)
    .first()
    .waitFor();
  await grace.shellIsCached();
});
afterAll(async () => {
  await browser?.close();
  await line?.close();
  await stage?.close();
});

async function paymentsInStore(): Promise<readonly string[]> {
  const db = await stage.server.store.open(`association-${cast.association}`, { create: false });
  const all = (await db?.range({ startId: 'ledger-entry:', endId: 'ledger-entry:\ufff0' })) ?? [];
  return all.filter(({ body }) => (body as { source: string }).source === 'receipt').map(({ _id }) => _id);
}

/** A file that the page saves, as its text. */
async function savedText(
  act: () => Promise<void>,
): Promise<{ readonly name: string; readonly text: string }> {
  const saving = grace.page.waitForEvent('download');
  await act();
  const download = await saving;
  const pages = await textOfPdf(new Blob([await readFile(await download.path())]));
  return { name: download.suggestedFilename(), text: pages.join('\n') };
}

describe('forty checks without a connection', () => {
  let before = 0;
  it('go in by keyboard alone, with the running total, and are provisional', async () => {
    const { page } = grace;
    before = (await paymentsInStore()).length;
    await grace.offline();
    await grace.goTo('receipts/new');
    const date = page.getByRole('textbox', { name: 'Date of deposit' });
    await date.waitFor();
    await expect.poll(() => date.evaluate((field) => field === document.activeElement)).toBe(true);
    const { keyboard } = page;
    await keyboard.press('Enter');
    await keyboard.type(String((CHECKS * (CHECKS + 1)) / 2));
    await keyboard.press('Enter');
    await keyboard.type(String(CHECKS));
    await keyboard.press('Enter');
    for (let at = 1; at <= CHECKS; at += 1) {
      await keyboard.type(`lot ${at}`);
      await keyboard.press('Enter');
      await keyboard.type(String(at));
      await keyboard.press('Enter');
      await keyboard.type(String(5000 + at));
      await keyboard.press('Enter');
    }
    await page.getByText('Total and count are as expected.').waitFor();
    await page.getByRole('region', { name: 'Running total' }).getByText('$820.00').waitFor();
    await keyboard.press('Control+Enter');
    await page.getByText(`${CHECKS} Provisional`).waitFor();
    expect(await paymentsInStore()).toHaveLength(before);
  });

  it('print a deposit slip and a receipt while still offline', async () => {
    const { page } = grace;
    const slip = await savedText(() => page.getByRole('button', { name: 'Deposit slip' }).click());
    expect(slip.name).toMatch(/^Deposit slip .*\.pdf$/);
    for (let at = 1; at <= CHECKS; at += 1) expect(slip.text).toContain(`$${at}.00`);
    expect(slip.text).toMatch(/Total\s*\$820\.00/);
    const receipt = await savedText(() =>
      page.getByRole('button', { name: 'Receipt for payment 7', exact: true }).click(),
    );
    expect(receipt.text).toMatch(/Amount received\s*\$7\.00/);
    expect(receipt.text).toContain('Provisional');
  });

  it('are each accepted once when the line is back, however often they are sent', async () => {
    const { page } = grace;
    await grace.online();
    await page.getByText(`${CHECKS} Accepted`).waitFor({ timeout: 60_000 });
    await grace.reload();
    await page.getByText(`${CHECKS} Accepted`).waitFor();
    expect(await paymentsInStore()).toHaveLength(before + CHECKS);
  });

  it('stand in the statements of all households, made in a thread of their own', async () => {
    const { page } = grace;
    await grace.goTo('statements');
    const made = await savedText(() => page.getByRole('button', { name: /^Make \d+ statements$/ }).click());
    for (let at = 1; at <= CHECKS; at += 1) expect(made.text).toContain(`Check ${5000 + at}`);
    expect(made.text).toContain('Balance due');
  });
});
