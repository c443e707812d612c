/**
 * First pull of 10,000 documents of 0.5 KB into a fresh replica in Chromium, beside PouchDB 9 replicating the same
 * database from the same store (its best batch size of four), and the same replica on RxDB's Dexie storage; and the two
 * parts that no storage can do without: the same replica on memory storage, and putting the same bytes into IndexedDB. In
 * profiles on the disk, medians of five, each from rest.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { createProperty } from '@communitrak/domain/properties/index.ts';
import { launchOnDisk } from '../support/browser.ts';
import { answering, freePort, launch, startServer } from '../support/processes.ts';
import { openStage, OLIVIA, PASSWORD, writeSmall, type Stage } from '../support/stage.ts';
import { bundlePage } from './bundle.ts';
import { median, round, type Report } from './report.ts';
import { words } from './words.ts';
import { demandWritten } from '@communitrak/sync-server/ports/server-writes.ts';

const DOCUMENTS = 10_000;
const ROUNDS = 5;
/** What a browser and a store still do behind the last pull is not to be paid for by the next. */
const REST_MS = 4000;
const BATCHES = [100, 500, 1000, 2000];
const ASSOCIATION = 'maple-row';
/** PouchDB asks the store itself, from a page of our server. */
const APART = ['--disable-web-security'];
const SECRET = 'a-secret-for-benches-only-0123456789abcdef';

interface Outcome {
  readonly ms: number;
  readonly documents: number;
}

async function fill(stage: Stage): Promise<void> {
  await writeSmall(stage, ASSOCIATION);
  const docs = Array.from({ length: DOCUMENTS }, (_, n) => {
    const place = { kind: 'home', name: '', lot: String(n), street: `${n} Long Road`, unit: '' } as const;
    const made = createProperty(
      { ...place, city: 'Orlando', state: 'FL', zip: '32801' },
      `x${String(n).padStart(5, '0')}`,
    );
    return {
      doc: { ...made, body: { ...made.body, remark: words(n, 240) } },
      by: 'system',
      byName: 'Bench',
    };
  });
  demandWritten(await stage.server.sync.write(ASSOCIATION, docs));
}

async function blankPage(page: Page, url: string, script: string): Promise<void> {
  await page.route('**/bench-page', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>bench</title>' }),
  );
  await page.goto(`${url}/bench-page`);
  await page.addScriptTag({ content: script });
}

/** What a pull puts on the disk: 20 records of 500 documents, 20 of what RxDB notes of them (0022). */
const STORED = { values: 40, bytes: 187_000 };

type Call = 'pull' | 'bareWrites';
type Asked = readonly [name: Call, first: string | number, second: number];
type Bench = Readonly<Record<Call, (a: unknown, b: unknown) => Promise<Outcome>>>;

const call = (page: Page, asked: Asked): Promise<Outcome> =>
  page.evaluate(([name, a, b]) => (globalThis as unknown as { bench: Bench }).bench[name](a, b), asked);

const enter = (page: Page): Promise<void> =>
  page.evaluate(
    ([email, password]) =>
      (globalThis as unknown as { bench: { enter(e: string, p: string): Promise<void> } }).bench.enter(
        email,
        password,
      ),
    [OLIVIA.email, PASSWORD] as const,
  );

/** A page in a profile of its own for each database: what one leaves behind is in no other's way. */
interface Pages {
  readonly ours: Page;
  readonly dexie: Page;
  readonly peer: Page;
}

/** Medians of ours on the device, ours in memory, and the peers, measured in turns. */
async function measure({ ours, dexie, peer }: Pages, databaseUrl: string): Promise<Record<string, number>> {
  const times = new Map<string, number[]>();
  const timed = async (name: string, page: Page, ...asked: Asked): Promise<void> => {
    await page.waitForTimeout(REST_MS);
    const { ms } = await call(page, asked);
    times.set(name, [...(times.get(name) ?? []), ms]);
  };
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    await timed('device', ours, 'pull', 'device', DOCUMENTS);
    await timed('memory', ours, 'pull', 'memory', DOCUMENTS);
    await timed('bare', ours, 'bareWrites', STORED.values, STORED.bytes);
    await timed('dexie', dexie, 'pull', 'dexie', DOCUMENTS);
    for (const batch of BATCHES) await timed(`peer-${batch}`, peer, 'pull', databaseUrl, batch);
  }
  return Object.fromEntries([...times].map(([name, values]) => [name, median(values)]));
}

async function inProfiles(serverUrl: string, databaseUrl: string): Promise<Record<string, number>> {
  const [first, second, third] = [
    await launchOnDisk(APART),
    await launchOnDisk(APART),
    await launchOnDisk(APART),
  ];
  try {
    const pages = {
      ours: await first.context.newPage(),
      dexie: await second.context.newPage(),
      peer: await third.context.newPage(),
    };
    for (const page of [pages.ours, pages.dexie]) {
      await blankPage(page, serverUrl, await bundlePage('replica.ts'));
      await enter(page);
    }
    await blankPage(pages.peer, serverUrl, await bundlePage('pouch.ts'));
    return await measure(pages, databaseUrl);
  } finally {
    await Promise.all([first.close(), second.close(), third.close()]);
  }
}

export async function firstPull(report: Report): Promise<void> {
  const storePort = await freePort();
  const storeUrl = `http://127.0.0.1:${storePort}`;
  const folder = await mkdtemp(join(tmpdir(), 'communitrak-bench-'));
  const store = launch(
    'sync-server/src/store/embedded/program.ts',
    { STORE_PORT: String(storePort), DATA_DIR: join(folder, 'store') },
    storeUrl,
  );
  await answering(store, storeUrl);
  const prefix = 'bench-';
  const env = { COUCHDB_URL: storeUrl, COUCHDB_PREFIX: prefix, SESSION_SECRET: SECRET };
  const seeded = await openStage(env);
  await fill(seeded);
  await seeded.close();
  const server = await startServer({ ...env, DATA_DIR: join(folder, 'server') });
  const medians = await inProfiles(server.url, `${storeUrl}/${prefix}association-${ASSOCIATION}`);
  await server.stop();
  await store.stop();
  await rm(folder, { recursive: true, force: true });
  tell(report, medians);
}

function tell(report: Report, medians: Readonly<Record<string, number>>): void {
  const of = (name: string): number => medians[name] ?? Number.NaN;
  const device = of('device');
  const peers = BATCHES.map((batch) => ({ batch, ms: of(`peer-${batch}`) }));
  const best = peers.toSorted((a, b) => a.ms - b.ms)[0] ?? { batch: 0, ms: Number.NaN };
  const pouch = `PouchDB 9 indexeddb, batch ${best.batch}`;
  const line = (words: string, ms: number, peer: string, peerMs: number, want?: string): void =>
    report({
      bench: 'first-pull',
      case: `${DOCUMENTS} documents of 0.5 KB into a fresh replica in Chromium${words}`,
      value: round(ms, 0),
      unit: 'ms',
      peer,
      peerValue: round(peerMs, 0),
      ratio: round(peerMs / ms),
      ...(want === undefined ? {} : { want }),
    });
  line('', device, pouch, best.ms, '>= 6');
  line('', device, 'the same replica on RxDB’s Dexie storage', of('dexie'), '>= 5');
  // Together, the least that any storage could take.
  line(', on memory storage: nothing is kept', of('memory'), pouch, best.ms);
  report({
    bench: 'first-pull',
    case: `the bytes of that pull put into IndexedDB, and nothing else (${STORED.values} × ${STORED.bytes / 1000} KB)`,
    value: round(of('bare'), 0),
    unit: 'ms',
  });
}
