/**
 * The device's own storage beside RxDB on Dexie, in one Chromium, in turns: lists, single writes, many at once, and how
 * long a start takes. Medians of three (a short start: of nine); `storage-sealing` is the same storage with and without its encryption.
 */
import type { BrowserContext, Page } from 'playwright-core';
import { launchOnDisk } from '../support/browser.ts';
import { bundlePage } from './bundle.ts';
import type { Kind, StorageBench } from './pages/storage.ts';
import { median, round, type Line, type Report } from './report.ts';

type Global = typeof globalThis & { bench: StorageBench };

const ROUNDS = 3;
/** A start of the small set takes a moment, and differs by a third from one to the next: each is looked at so often. */
const LOOKS = 3;
const KINDS: readonly Kind[] = ['log', 'unsealed', 'dexie'];
const SLOWER = 6;
const SINGLES = 200;
const REST_MS = 4000;

interface Set {
  readonly name: string;
  readonly count: number;
  readonly bytes: number;
}

const SMALL: Set = { name: '10k', count: 10_000, bytes: 500 };
const LARGE: Set = { name: '50k', count: 50_000, bytes: 1000 };

/** Who was measured: a storage, or plain IndexedDB as the least that anything takes. */
type Who = Kind | 'plain strict' | 'plain relaxed';

/** Times by case and who. */
class Times {
  readonly #all = new Map<string, number[]>();

  add(what: string, who: Who, ms: number): void {
    const key = `${what}|${who}`;
    this.#all.set(key, [...(this.#all.get(key) ?? []), ms]);
  }

  of(what: string, who: Who): number {
    return median(this.#all.get(`${what}|${who}`) ?? []);
  }
}

const nameOf = (kind: Kind, set: Set): string => `${kind}-${set.name}`;

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
    nameOf(kind, set),
    count,
    bytes,
  ] as [Kind, string, number, number]);
  times.add(`fill ${name}`, kind, filled);
  if (set !== SMALL) return;
  const asked = [kind, nameOf(kind, set)] as [Kind, string];
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
}

/** All of them in one page, by turns. */
async function single(context: BrowserContext, script: string, times: Times): Promise<void> {
  const page = await blank(context, script);
  const databases = KINDS.map((kind) => [kind, nameOf(kind, SMALL)] as const);
  const found = await page.evaluate(([all, count]) => (globalThis as Global).bench.singles(all, count), [
    databases,
    SINGLES,
  ] as const);
  for (const [who, { p50, p95 }] of Object.entries(found)) {
    times.add('single p50', who as Who, p50);
    times.add('single p95', who as Who, p95);
  }
  // Nobody closes an app in the very moment of the last of so many writes: what each tidies up afterwards, it may.
  await page.waitForTimeout(REST_MS);
  await page.close();
}

const STARTS = ([1, SLOWER] as const).flatMap((rate) =>
  (['asc', 'desc'] as const).map((way) => [way, rate] as const),
);

/** What is in no storage: the browser's own work when the first database of a page is opened. */
async function warm(context: BrowserContext, script: string): Promise<void> {
  const page = await blank(context, script);
  await page.evaluate(() => (globalThis as Global).bench.warm());
  await page.close();
}

/** By turns, another one first each time: whatever else the machine does meets all alike. */
async function starts(
  context: BrowserContext,
  script: string,
  set: Set,
  times: Times,
  turn: number,
): Promise<void> {
  const looks = set === SMALL ? Array.from({ length: LOOKS }, () => STARTS).flat() : STARTS;
  for (const [at, [way, rate]] of looks.entries())
    for (const kind of KINDS.map((_, n) => KINDS[(n + at + turn) % KINDS.length])) {
      if (kind === undefined) continue;
      await warm(context, script);
      const ms = await reopened(context, script, [kind, nameOf(kind, set), way, rate]);
      times.add(`reopen ${set.name} ${way} ${rate}`, kind, ms);
    }
  const page = await blank(context, script);
  const raw = await page.evaluate((name) => (globalThis as Global).bench.readRaw(name), nameOf('log', set));
  times.add(`reopen ${set.name} raw`, 'plain relaxed', raw);
  await page.close();
}

async function oneRound(context: BrowserContext, script: string, times: Times, turn: number): Promise<void> {
  for (const set of [SMALL, LARGE]) {
    for (const kind of KINDS) {
      const page = await blank(context, script);
      await work(page, kind, set, times);
      await page.close();
    }
    if (set === SMALL) await single(context, script, times);
    await starts(context, script, set, times, turn);
  }
}

async function measure(script: string): Promise<Times> {
  const times = new Times();
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    const browser = await launchOnDisk();
    try {
      await oneRound(browser.context, script, times, turn);
    } finally {
      await browser.close();
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

function line(times: Times, what: string, peer: Who): Omit<Line, 'bench' | 'case' | 'peer'> {
  const [ours, theirs] = [times.of(what, 'log'), times.of(what, peer)];
  return { value: round(ours, 3), unit: 'ms', peerValue: round(theirs, 3), ratio: round(theirs / ours) };
}

/** What physics leaves: ours beside the least that plain IndexedDB takes in the same page. */
function floors(report: Report, times: Times): void {
  for (const what of ['single p50', 'single p95'])
    for (const peer of ['plain strict', 'plain relaxed'] as const) {
      const words = CASES.find(([key]) => key === what)?.[1] ?? what;
      report({ bench: 'storage-floor', case: words, peer: `one put, ${peer}`, ...line(times, what, peer) });
    }
  for (const { name } of [SMALL, LARGE]) {
    const [ours, raw] = [
      times.of(`reopen ${name} asc 1`, 'log'),
      times.of(`reopen ${name} raw`, 'plain relaxed'),
    ];
    report({
      bench: 'storage-floor',
      case: `start to the first list, ${name}, beside reading every record and nothing more`,
      value: round(ours, 3),
      unit: 'ms',
      peer: 'plain getAll',
      peerValue: round(raw, 3),
      ratio: round(raw / ours),
    });
  }
}

export async function storage(report: Report): Promise<void> {
  const times = await measure(await bundlePage('storage.ts'));
  for (const [what, words, want] of CASES) {
    const wanted = want === '' ? {} : { want };
    report({ bench: 'storage', case: words, peer: 'Dexie', ...line(times, what, 'dexie'), ...wanted });
  }
  floors(report, times);
  for (const what of ['single p50', 'burst', 'fill 10k', 'reopen 10k asc 1', 'reopen 50k asc 1'])
    report({
      bench: 'storage-sealing',
      case: CASES.find(([key]) => key === what)?.[1] ?? what,
      peer: 'unsealed',
      ...line(times, what, 'unsealed'),
    });
}
