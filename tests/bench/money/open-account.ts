/**
 * An account of 600 entries opened from the list of accounts without a connection, the processor four times slower: from
 * the click to the frame in which its lines are painted; with 5,000 documents on the device, and with 50,000.
 */
import type { Page } from 'playwright-core';
import { createBooks, firstBooks } from '@communitrak/domain/ledger/index.ts';
import { aHousehold } from '@communitrak/testkit/builders.ts';
import { anEntry } from '@communitrak/testkit/ledger.ts';
import { buildIfStale } from '../../../shared/config/scripts/lib.mjs';
import { launchOnDisk, type DiskBrowser } from '../../support/browser.ts';
import { OLIVIA, openStage, PASSWORD, writeSmall, type Stage } from '../../support/stage.ts';
import { writeAll } from '../../support/sync-rig.ts';
import { bound, median, round, type Report } from '../report.ts';
import type { SyncCase } from '../sync/case.ts';

const OWN_ENTRIES = 600;
const SIZES = [5000, 50_000] as const;
const OF_A_HOME = 60;
const SLOWER = 4;
const ROUNDS = 7;
const REST_MS = 3000;
const AT_ONCE = 500;
const REACH_MS = 150;
const REACH_TIMES = 1.2;
const ASSOCIATION = 'maple-row';
const NAME = 'Measured Household';
const LAST = 'The newest line';

const day = (at: number): string =>
  new Date(Date.UTC(2016, 0, 1) + at * 6 * 86_400_000).toISOString().slice(0, 10);

/** A charge and a payment by turns, the newest with words of its own. */
function entriesOf(household: string, count: number): ReturnType<typeof anEntry>[] {
  return Array.from({ length: count }, (_, at) => {
    const posted = day(at);
    const text = at === count - 1 ? LAST : `Line ${String(at)}`;
    return at % 2 === 0 && at < count - 1
      ? anEntry({ household, posted, due: posted, cents: 12_500, text })
      : anEntry({ household, kind: 'payment', posted, cents: -12_500, method: 'check', text });
  });
}

async function fill(stage: Stage, documents: number): Promise<void> {
  await writeSmall(stage, ASSOCIATION);
  const homes = Math.floor((documents - OWN_ENTRIES) / (OF_A_HOME + 1));
  const docs = [
    createBooks(firstBooks('USD')),
    aHousehold('measured', { name: NAME }),
    ...entriesOf('measured', OWN_ENTRIES),
    ...Array.from({ length: homes }, (_, at) => {
      const household = `filler${String(at)}`;
      return [aHousehold(household, { name: `Home ${String(at)}` }), ...entriesOf(household, OF_A_HOME)];
    }).flat(),
  ];
  for (let at = 0; at < docs.length; at += AT_ONCE)
    await writeAll(stage.server.sync, ASSOCIATION, docs.slice(at, at + AT_ONCE));
}

interface Device {
  readonly browser: DiskBrowser;
  readonly page: Page;
  readonly stage: Stage;
}

/** Signed in, everything pulled, the list of accounts open at the one home, off the network and slow. */
async function prepared(documents: number): Promise<Device> {
  const stage = await openStage();
  await fill(stage, documents);
  const browser = await launchOnDisk();
  const page = await browser.context.newPage();
  // The loader of these sources names functions by a helper of its own, which a page has not.
  await page.addInitScript('globalThis.__name = (it) => it');
  await page.goto(`${stage.url}/app/sign-in`);
  await page.getByLabel('E-mail address').fill(OLIVIA.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(`**/app/${ASSOCIATION}`);
  await page.goto(`${stage.url}/app/${ASSOCIATION}/accounts?q=Measured`);
  await page.getByText(NAME).first().waitFor({ timeout: 120_000 });
  await page
    .getByText(/^Up to date/)
    .first()
    .waitFor({ timeout: 120_000 });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForTimeout(REST_MS);
  await browser.context.setOffline(true);
  const session = await browser.context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return { browser, page, stage };
}

/** From the click's own time to the end of the frame in which the newest line stands on the page. */
function press(row: Element, words: string): Promise<number> {
  return new Promise((resolve) => {
    let began = 0;
    const painted = new MessageChannel();
    painted.port1.addEventListener('message', () => resolve(performance.now() - began));
    painted.port1.start();
    const look = (): boolean => {
      if (document.querySelector('main')?.textContent.includes(words) !== true) return false;
      requestAnimationFrame(() => painted.port2.postMessage(0));
      return true;
    };
    const watch = new MutationObserver(() => {
      if (look()) watch.disconnect();
    });
    watch.observe(document, { childList: true, subtree: true, characterData: true });
    row.addEventListener('click', (event) => (began = event.timeStamp), { once: true, capture: true });
    (row as HTMLElement).click();
  });
}

async function opened({ page }: Device): Promise<number> {
  const row = page.locator('.tb-row, .tb-card').filter({ hasText: NAME }).first();
  await row.waitFor();
  await page.waitForTimeout(REST_MS);
  const handle = await row.elementHandle();
  if (handle === null) throw new Error('the account is not listed');
  const ms = await handle.evaluate(press, LAST);
  await page.goBack();
  return ms;
}

async function measured(documents: number): Promise<number> {
  const device = await prepared(documents);
  // The first time its code is loaded.
  await opened(device);
  const times: number[] = [];
  for (let at = 0; at < ROUNDS; at += 1) times.push(await opened(device));
  await device.browser.close();
  await device.stage.close();
  return median(times);
}

async function run(report: Report): Promise<void> {
  await buildIfStale();
  const [few, many] = [await measured(SIZES[0]), await measured(SIZES[1])];
  const bench = 'money-open-account';
  const what = `an account of ${String(OWN_ENTRIES)} entries, click → painted, offline, processor ${String(SLOWER)} times slower`;
  report({
    bench,
    case: `${what}, ${SIZES[1].toLocaleString('en')} documents`,
    value: round(many, 0),
    unit: 'ms',
    ...bound(many, '<=', REACH_MS, 'ms'),
  });
  report({
    bench,
    case: `${what}, beside ${SIZES[0].toLocaleString('en')} documents`,
    value: round(many, 0),
    unit: 'ms',
    peer: `the same with ${SIZES[0].toLocaleString('en')}`,
    peerValue: round(few, 0),
    ratio: round(few / many),
    ...bound(round(many / few), '<=', REACH_TIMES, 'times its time'),
  });
}

export const openAccount: SyncCase = { name: 'open-account', run };
