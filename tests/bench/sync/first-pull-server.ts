/**
 * The server's side of a first pull: 10,000 documents of half a kilobyte, page by page over HTTP, beside one reading of
 * the same rows from the store over HTTP. Warm: the view is there. Cold: the process has just started, its view is read
 * within the pull; once with no snapshot, once from one. Neither side is packed, so that zlib is not what is measured;
 * what packing costs is told apart.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DEVICE_HEADER } from '@communitrak/protocol/headers.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { OLIVIA } from '../../support/stage.ts';
import type { Program } from '../../support/processes.ts';
import { median, round, type Report } from '../report.ts';
import type { SyncCase } from './case.ts';
import { aHome, BENCH_PREFIX, inFolder, startStore, type StoreProcess } from './bench-rig.ts';
import { ASSOCIATION, seed, signedIn, startBenchServer } from './wired.ts';
import { writeAll } from '../../support/sync-rig.ts';

const DOCUMENTS = 10_000;
const PAGE = 1000;
const ROUNDS = 5;
const COLD_ROUNDS = 5;

interface Cookie {
  readonly cookie: string;
}

/** Reads the pages as text, as a proxy would: what a device makes of them is not the server's time. */
async function pulled(
  server: Program,
  { cookie }: Cookie,
  device: string,
  encoding: string,
): Promise<number> {
  const headers = { cookie, 'content-type': 'application/json', 'accept-encoding': encoding };
  let token: string | null = null;
  let rows = 0;
  const started = performance.now();
  for (let full = true; full;) {
    const want = [{ collection: 'places', token, limit: PAGE, holds: false }];
    const answer: Response = await fetch(`${server.url}/a/${ASSOCIATION}/sync/pull`, {
      method: 'POST',
      headers: { ...headers, [DEVICE_HEADER]: device },
      body: JSON.stringify({ protocol: PROTOCOL_VERSION, want }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${answer.status} ${text.slice(0, 200)}`);
    const got = text.split('"_deleted":').length - 1;
    token = /"token":"([^"]*)"/.exec(text)?.[1] ?? null;
    rows += got;
    full = got >= PAGE;
  }
  const ms = performance.now() - started;
  if (rows < DOCUMENTS) throw new Error(`${rows} rows`);
  return ms;
}

async function readFromStore({ url }: StoreProcess): Promise<number> {
  const started = performance.now();
  const answer = await fetch(`${url}/${BENCH_PREFIX}association-${ASSOCIATION}/_changes?include_docs=true`, {
    headers: { 'accept-encoding': 'identity' },
  });
  const text = await answer.text();
  const ms = performance.now() - started;
  if (!answer.ok || text.length < DOCUMENTS * 400) throw new Error(`${answer.status} of the store`);
  return ms;
}

type Times = Map<string, number[]>;

async function warmRounds(store: StoreProcess, folder: string, times: Times): Promise<void> {
  const server = await startBenchServer(store.url, { DATA_DIR: join(folder, 'warm') });
  const { cookie } = await signedIn(server, OLIVIA);
  await pulled(server, { cookie }, 'device-first', 'identity');
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    note(times, 'peer', await readFromStore(store));
    note(times, 'warm', await pulled(server, { cookie }, `device-warm-${turn}`, 'identity'));
    note(times, 'packed', await pulled(server, { cookie }, `device-packed-${turn}`, 'gzip'));
  }
  await server.stop();
}

/** @param dataDir with a snapshot in it from before, or without */
async function coldRound(store: StoreProcess, dataDir: string): Promise<number> {
  const server = await startBenchServer(store.url, { DATA_DIR: dataDir });
  const { cookie } = await signedIn(server, OLIVIA);
  const ms = await pulled(server, { cookie }, 'device-cold', 'identity');
  await server.stop();
  return ms;
}

function note(times: Times, name: string, ms: number): void {
  times.set(name, [...(times.get(name) ?? []), ms]);
}

async function measure(folder: string): Promise<Times> {
  const times: Times = new Map();
  const store = await startStore(join(folder, 'store'));
  await seed(store.url, async ({ server }) => {
    const docs = Array.from({ length: DOCUMENTS }, (_, n) => aHome(n));
    await writeAll(server.sync, ASSOCIATION, docs);
  });
  await readFromStore(store);
  await warmRounds(store, folder, times);
  for (let turn = 0; turn < COLD_ROUNDS; turn += 1) {
    note(times, 'peer', await readFromStore(store));
    const dataDir = join(folder, `cold-${turn}`);
    note(times, 'cold', await coldRound(store, dataDir));
    note(times, 'saved', await coldRound(store, dataDir));
    await rm(dataDir, { recursive: true });
  }
  await store.stop();
  return times;
}

const CASES = [
  ['warm', 'view in memory', '>= 2'],
  ['packed', 'view in memory, answers packed with gzip', ''],
  ['cold', 'fresh process without a snapshot, its view read within the pull', '>= 0.5'],
  ['saved', 'fresh process that begins from a snapshot', ''],
] as const;

function tell(report: Report, times: Times): void {
  const peer = median(times.get('peer') ?? []);
  for (const [name, words, want] of CASES) {
    const value = median(times.get(name) ?? []);
    report({
      bench: 'sync-first-pull-server',
      case: `${DOCUMENTS} documents of 0.5 KB over HTTP, ${words}`,
      value: round(value, 0),
      unit: 'ms',
      peer: 'the store’s own _changes?include_docs=true',
      peerValue: round(peer, 0),
      ratio: round(peer / value),
      ...(want === '' ? {} : { want }),
    });
  }
}

export const firstPullServer: SyncCase = {
  name: 'first-pull-server',
  run: async (report) => tell(report, await inFolder(measure)),
};
