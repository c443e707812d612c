/** The device's log in a real Chromium: what was acknowledged survives a SIGKILL; two tabs share it and lose nothing. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundlePage } from '../../bench/bundle.ts';
import type { Kind, StorageBench } from '../../bench/pages/storage.ts';
import { startKillable, type KillableBrowser } from '../../support/killable-browser.ts';
import { leaveHalfRecord, logFiles } from '../../support/leveldb-files.ts';

type Global = typeof globalThis & { bench: StorageBench; acknowledged: (id: string) => Promise<void> };

let script: string;
let profile = '';
let running: KillableBrowser | undefined;

beforeAll(async () => {
  script = await bundlePage('storage.ts');
});
afterEach(async () => {
  await stopped();
  if (profile !== '') await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

async function stopped(): Promise<void> {
  const was = running;
  running = undefined;
  await was?.kill();
}

async function started(): Promise<KillableBrowser> {
  if (profile === '') profile = await mkdtemp(join(tmpdir(), 'communitrak-kill-'));
  running = await startKillable(profile);
  return running;
}

/** On localhost, which browsers trust as they trust TLS. */
async function blank({ browser }: KillableBrowser): Promise<Page> {
  const [context] = browser.contexts();
  const page = await context?.newPage();
  if (page === undefined) throw new Error('no context');
  await page.route('**/*', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>storage</title>' }),
  );
  await page.goto('http://localhost/storage');
  await page.addScriptTag({ content: script });
  return page;
}

const idsIn = (page: Page, kind: Kind): Promise<readonly string[]> =>
  page.evaluate((one) => (globalThis as Global).bench.ids(one, 'killed'), kind);

/** Writes until so many more have been acknowledged, then kills. */
async function killedAfter(kind: Kind, round: number, wanted: number, acknowledged: Set<string>) {
  const page = await blank(await started());
  const before = acknowledged.size;
  let enough = (): void => undefined;
  const reached = new Promise<void>((resolve) => (enough = resolve));
  await page.exposeFunction('acknowledged', (id: string) => {
    acknowledged.add(id);
    if (acknowledged.size >= before + wanted) enough();
  });
  const writing = page.evaluate(
    ([one, prefix]) =>
      (globalThis as Global).bench.writeOn(one, 'killed', prefix, (globalThis as Global).acknowledged),
    [kind, `r${round}`] as const,
  );
  // It ends with the browser; before that only by a fault.
  await Promise.race([reached, writing]);
  writing.catch(() => undefined);
  await stopped();
}

const PORTION = 20;

const fill = (page: Page, prefix: string): Promise<number> =>
  page.evaluate(([count, one]) => (globalThis as Global).bench.fill('log', 'killed', count, 300, one), [
    PORTION,
    prefix,
  ] as const);

/** From a start to a kill. */
async function session(work: (page: Page) => Promise<void>): Promise<void> {
  await work(await blank(await started()));
  await stopped();
}

describe('a browser killed while it writes', () => {
  it.each([['log', 4] as const, ['busy', 4] as const])(
    'has every acknowledged document when it is started again: %s',
    async (kind, rounds) => {
      profile = '';
      const acknowledged = new Set<string>();
      for (let round = 0; round < rounds; round += 1) {
        await killedAfter(kind, round, 40 + 67 * round, acknowledged);
        const page = await blank(await started());
        const found = new Set(await idsIn(page, kind));
        expect([...acknowledged].filter((id) => !found.has(id))).toEqual([]);
        await stopped();
      }
      expect(acknowledged.size).toBeGreaterThanOrEqual(40 * rounds);
    },
  );
});

describe('a browser killed in the middle of adding to the log file of its own database', () => {
  it('has everything at the second start after it too', async () => {
    profile = '';
    await session(async (page) => {
      await fill(page, 'before');
      expect(await idsIn(page, 'log')).toHaveLength(PORTION);
    });
    const half = await leaveHalfRecord(profile);
    await session(async (page) => {
      await fill(page, 'after');
      // The browser has begun another file, and put what the damaged one holds elsewhere.
      await expect.poll(() => logFiles(profile)).not.toContain(half);
    });
    await session(async (page) => expect(await idsIn(page, 'log')).toHaveLength(2 * PORTION));
  });
});

describe('two tabs that write at the same time', () => {
  it('take turns by the browser’s locks, and every addition counts', async () => {
    profile = '';
    const browser = await started();
    const [first, second] = [await blank(browser), await blank(browser)];
    for (const page of [first, second])
      await page.evaluate(() => {
        const { locks } = navigator;
        const request = locks.request.bind(locks) as (...args: unknown[]) => Promise<unknown>;
        const counting = { locked: 0 };
        Object.assign(globalThis, { counting });
        Object.assign(locks, {
          request: (...args: unknown[]) => {
            counting.locked += 1;
            return request(...args);
          },
        });
      });
    const add = (page: Page, prefix: string) =>
      page.evaluate((one) => (globalThis as Global).bench.count('log', 'shared', 60, one), prefix);
    await Promise.all([add(first, 'x'), add(second, 'y')]);
    for (const page of [first, second]) {
      await expect
        .poll(() => page.evaluate(() => (globalThis as Global).bench.counted('log', 'shared')))
        .toBe(120);
      const all = () => page.evaluate(() => (globalThis as Global).bench.ids('log', 'shared'));
      await expect.poll(async () => (await all()).length).toBe(241);
      const locked = await page.evaluate(
        () => (globalThis as unknown as { counting: { locked: number } }).counting.locked,
      );
      expect(locked).toBeGreaterThan(0);
    }
    const third = await blank(browser);
    expect(await third.evaluate(() => (globalThis as Global).bench.counted('log', 'shared'))).toBe(120);
  });
});
