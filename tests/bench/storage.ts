/**
 * The device's own storage beside RxDB on Dexie, in one Chromium, in turns: lists, single writes, many at once, and how
 * long a start takes. Medians of three; `storage-sealing` is the same storage with and without its encryption.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { bundlePage } from './bundle.ts';
import type { Kind, StorageBench } from './pages/storage.ts';
import { median, round, type Line, type Report } from './report.ts';

type Global = typeof globalThis & { bench: StorageBench };

const ROUNDS = 3;
const KINDS: readonly Kind[] = ['log', 'unsealed', 'dexie'];
const SLOWER = 6;

interface Set {
  readonly name: string;
  readonly count: number;
  readonly bytes: number;
}

const SMALL: Set = { name: '10k', count: 10_000, bytes: 500 };
const LARGE: Set = { name: '50k', count: 50_000, bytes: 1000 };

/** Times by case and kind. */
class Times {
  readonly #all = new Map<string, number[]>();

  add(what: string, kind: Kind, ms: number): void {
    const key = `${what}|${kind}`;
    this.#all.set(key, [...(this.#all.get(key) ?? []), ms]);
  }

  of(what: string, kind: Kind): number {
    return median(this.#all.get(`${what}|${kind}`) ?? []);
  }
}

async function blank(context: BrowserContext, script: string): Promise<Page> {
  const page = await context.newPage();
  await page.route('**/*', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>bench</title>' }),
  );
  await page.goto('http://localhost/bench');
  await page.addScriptTag({ content: script });
  return page;
}

async function slowDown(page: Page, rate: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
}

/** A page that has not had it open, so that nothing of it is in memory. */
async function reopened(
  context: BrowserContext,
  script: string,
  [kind, name, way, rate]: readonly [Kind, string, 'asc' | 'desc', number],
): Promise<number> {
  const page = await blank(context, script);
  if (rate > 1) await slowDown(page, rate);
  const ms = await page.evaluate(
    ([one, two, three]) => (globalThis as Global).bench.reopen(one, two, three),
    [kind, name, way] as const,
  );
  await page.close();
  return ms;
}

async function work(page: Page, kind: Kind, set: Set, times: Times): Promise<void> {
  const { name, count, bytes } = set;
  const filled = await page.evaluate((args) => (globalThis as Global).bench.fill(...args), [
    kind,
    name,
    count,
    bytes,
  ] as [Kind, string, number, number]);
  times.add(`fill ${name}`, kind, filled);
  if (set !== SMALL) return;
  const asked = [kind, name] as [Kind, string];
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    const newest = await page.evaluate((args) => (globalThis as Global).bench.pages(...args, 'desc'), asked);
    const oldest = await page.evaluate((args) => (globalThis as Global).bench.pages(...args, 'asc'), asked);
    times.add('newest', kind, newest);
    times.add('oldest', kind, oldest);
    const many = await page.evaluate((args) => (globalThis as Global).bench.burst(...args), [
      ...asked,
      turn,
    ] as [Kind, string, number]);
    times.add('burst', kind, many);
  }
  const single = await page.evaluate((args) => (globalThis as Global).bench.singles(...args), asked);
  times.add('single p50', kind, single.p50);
  times.add('single p95', kind, single.p95);
}

async function measure(browser: Browser, script: string): Promise<Times> {
  const times = new Times();
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    for (const kind of KINDS) {
      const context = await browser.newContext();
      for (const set of [SMALL, LARGE]) {
        const page = await blank(context, script);
        await work(page, kind, set, times);
        await page.close();
        for (const way of ['asc', 'desc'] as const)
          for (const rate of [1, SLOWER]) {
            const ms = await reopened(context, script, [kind, set.name, way, rate]);
            times.add(`reopen ${set.name} ${way} ${rate}`, kind, ms);
          }
      }
      await context.close();
    }
  }
  return times;
}

const CASES: readonly (readonly [what: string, words: string, want: string])[] = [
  ['newest', 'newest 50 of 10,000', '>= 50'],
  ['oldest', 'oldest 50 of 10,000', ''],
  ['single p50', 'one insert, acknowledged when durable, p50', ''],
  ['single p95', 'one insert, acknowledged when durable, p95', '>= 1.5'],
  ['burst', '200 inserts at once', '>= 10'],
  ['fill 10k', 'bulk insert of 10,000 of 0.5 KB', ''],
  ['reopen 10k asc 1', 'start to the first list, 10,000 of 0.5 KB', '>= 0.67'],
  ['reopen 10k desc 1', 'start to the newest list, 10,000 of 0.5 KB', ''],
  ['reopen 50k asc 1', 'start to the first list, 50,000 of 1 KB', '<= 1000 ms'],
  ['reopen 50k desc 1', 'start to the newest list, 50,000 of 1 KB', ''],
  ['reopen 10k asc 6', 'start to the first list, 10,000 of 0.5 KB, CPU 6 times slower', '>= 0.67'],
  ['reopen 50k asc 6', 'start to the first list, 50,000 of 1 KB, CPU 6 times slower', ''],
  ['reopen 50k desc 6', 'start to the newest list, 50,000 of 1 KB, CPU 6 times slower', ''],
];

function line(times: Times, what: string, peer: Kind): Omit<Line, 'bench' | 'case' | 'peer'> {
  const [ours, theirs] = [times.of(what, 'log'), times.of(what, peer)];
  return { value: round(ours, 3), unit: 'ms', peerValue: round(theirs, 3), ratio: round(theirs / ours) };
}

export async function storage(report: Report): Promise<void> {
  const browser = await launchBrowser();
  try {
    const times = await measure(browser, await bundlePage('storage.ts'));
    for (const [what, words, want] of CASES) {
      const wanted = want === '' ? {} : { want };
      report({ bench: 'storage', case: words, peer: 'Dexie', ...line(times, what, 'dexie'), ...wanted });
    }
    for (const what of ['single p50', 'burst', 'fill 10k', 'reopen 10k asc 1', 'reopen 50k asc 1'])
      report({
        bench: 'storage-sealing',
        case: CASES.find(([key]) => key === what)?.[1] ?? what,
        peer: 'unsealed',
        ...line(times, what, 'unsealed'),
      });
  } finally {
    await browser.close();
  }
}
