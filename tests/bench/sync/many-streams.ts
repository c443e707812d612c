/**
 * Thousands of open event streams on one server process while the association is written to: what the process's memory
 * comes to, and whether any stream is dropped. BENCH_STREAMS, BENCH_SECONDS and BENCH_WRITES shorten it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toWire } from '@communitrak/protocol/document.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { aRequest } from '@communitrak/testkit/builders.ts';
import { v7 } from 'uuid';
import { round, type Report } from '../report.ts';
import type { SyncCase } from './case.ts';
import { fromEnv, needFiles, openStreams, percentile, seedCrowd, type Streams } from './crowd.ts';
import { inFolder, startStore } from './bench-rig.ts';
import { startBenchServer } from './wired.ts';

/** As many as one session may have open. */
const EACH = 20;
const MB = 1024 * 1024;
const PAGE = 4096;
const BENCH = 'sync-many-streams';

const rss = (pid: number): number =>
  (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE) / MB;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Written {
  readonly times: number[];
  failed: number;
  /** What the first of those was answered. */
  why: string;
}

/** So many writes a second, each by another neighbour, whether or not the ones before have been answered. */
async function write(streams: Streams, perSecond: number, seconds: number): Promise<Written> {
  const written: Written = { times: [], failed: 0, why: '' };
  const one = async (n: number): Promise<void> => {
    const stream = streams.all[(n * 7919) % streams.all.length];
    if (stream === undefined) return;
    const { by, household } = stream.neighbour;
    const doc = aRequest({}, { by, household, newId: v7, now: Date.now() });
    const rows = [{ assumed: null, next: toWire(doc, false) }];
    const message = { protocol: PROTOCOL_VERSION, collection: 'cases', rows };
    const since = performance.now();
    const { status, body } = await stream.client.inAssociation('POST', '/sync/push', message);
    const text = JSON.stringify(body);
    if (!text.includes('"verdict":"ok"')) throw new Error(`${status} ${text}`);
    written.times.push(performance.now() - since);
  };
  const running: Promise<void>[] = [];
  const begun = performance.now();
  for (let n = 0; n < perSecond * seconds; n += 1) {
    await sleep(Math.max(0, (n * 1000) / perSecond - (performance.now() - begun)));
    running.push(
      one(n).catch((error: unknown) => {
        written.failed += 1;
        written.why ||= String(error);
      }),
    );
  }
  await Promise.all(running);
  return written;
}

async function measure(folder: string, report: Report): Promise<void> {
  const [count, seconds, perSecond] = [
    fromEnv('BENCH_STREAMS', 5000),
    fromEnv('BENCH_SECONDS', 120),
    fromEnv('BENCH_WRITES', 20),
  ];
  needFiles(count);
  const store = await startStore(join(folder, 'store'));
  const crowd = await seedCrowd(store.url, Math.ceil(count / EACH));
  const server = await startBenchServer(store.url, { DATA_DIR: join(folder, 'server') });
  const pid = server.child.pid ?? 0;
  const empty = rss(pid);
  const streams = await openStreams(server.url, crowd, EACH);
  const open = rss(pid);
  let most = open;
  const watching = setInterval(() => (most = Math.max(most, rss(pid))), 500);
  const { times, failed, why } = await write(streams, perSecond, seconds);
  clearInterval(watching);
  const quiet = streams.all.filter(({ pokes }) => pokes < 2).length;
  const dropped = streams.dropped();
  const line = (what: string, value: number, unit: string, want?: string): void =>
    report({ bench: BENCH, case: what, value: round(value), unit, ...(want === undefined ? {} : { want }) });
  const all = streams.all.length;
  line(
    `${all} streams, ${perSecond} writes/s for ${seconds} s: memory of the process, most`,
    most,
    'MB',
    '<= 400',
  );
  line('before any stream', empty, 'MB');
  line('once all are open', open, 'MB');
  line('for each stream', ((most - empty) * 1024) / all, 'KB');
  line('streams dropped', dropped, 'streams', '0');
  line('streams that heard no write', quiet, 'streams');
  line(`writes not accepted, of ${times.length + failed}`, failed, 'writes', '0');
  line('a write, p95', percentile(times, 0.95), 'ms');
  if (dropped > 0) process.stderr.write(`the first stream dropped was sent last: ${streams.lastWords()}\n`);
  if (failed > 0) process.stderr.write(`the first of the writes that were not accepted: ${why}\n`);
  streams.close();
  await server.stop();
  await store.stop();
}

export const manyStreams: SyncCase = {
  name: 'many-streams',
  run: (report) => inFolder((folder) => measure(folder, report)),
};
