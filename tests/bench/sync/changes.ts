/**
 * A resident's 100 visible changes (and as many that are not theirs) in associations of growing size: read from the
 * process's own ring, and by a process that does not know the seq and asks the store. Whatever grows with the size of
 * the association shows against the smallest. BENCH_SIZES gives other sizes.
 */
import { join } from 'node:path';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import type { Database, DocStore } from '@communitrak/sync-server/ports/doc-store.ts';
import { openCouchStore } from '@communitrak/sync-server/store/couch/couch-store.ts';
import { toStore } from '@communitrak/sync-server/sync/stored-document.ts';
import type { RunningSyncService } from '@communitrak/sync-server/sync/sync-service.ts';
import { smallAssociation } from '@communitrak/testkit/builders.ts';
import { aSyncService, createWith } from '../../support/sync-rig.ts';
import { median, round, type Report } from '../report.ts';
import type { SyncCase } from './case.ts';
import { aHome, BENCH_PREFIX, inFolder, startStore } from './bench-rig.ts';

const SIZES = (process.env['BENCH_SIZES'] ?? '2000,20000,200000').split(',').map(Number);
const CHANGES = 100;
const ROUNDS = 60;
const AT_ONCE = 1000;
const GIGABYTE = 1024 ** 3;

interface FilledAssociation {
  readonly size: number;
  readonly association: string;
  readonly database: Database;
  token: string;
}

/** The first 100 are the resident's household's, the rest the office's. */
function storedHome(n: number, rev?: string) {
  const made = aHome(n);
  const doc: Envelope = { ...made, body: { ...made.body, remark: `${rev ?? ''}${'x'.repeat(240)}` } };
  const keys = { [n < CHANGES ? 'hh:h1' : 'office']: [{ from: 1_700_000_000_000 }] };
  return toStore({ doc, deleted: false, keys, rev });
}

async function fill(store: DocStore, size: number): Promise<FilledAssociation> {
  const association = `size-${size}`;
  const writer = aSyncService(store);
  await createWith(writer, association, smallAssociation({ local: association }).documents);
  await writer.close();
  const database = await store.open(`association-${association}`, { create: false });
  if (database === undefined) throw new Error('no database');
  for (let n = 0; n < size; n += AT_ONCE) {
    const count = Math.min(AT_ONCE, size - n);
    await database.putMany(Array.from({ length: count }, (_, index) => storedHome(n + index)));
  }
  return { size, association, database, token: '' };
}

/** What is the resident's, and as much that is not. */
async function change({ database }: FilledAssociation): Promise<void> {
  const ids = Array.from({ length: 2 * CHANGES }, (_, n) => aHome(n).id);
  const docs = await database.getMany(ids);
  const writes = ids.map((id, n) => storedHome(n, docs.get(id)?._rev));
  await database.putMany(writes);
}

async function pull(service: RunningSyncService, { association }: FilledAssociation, token: string | null) {
  const who = { association, member: 'm-head', device: 'bench' };
  const want = [{ collection: 'places' as const, token, limit: 1000, holds: false }];
  const started = performance.now();
  const text = await service.pullRaw(who, { protocol: PROTOCOL_VERSION, want });
  const ms = performance.now() - started;
  const rows = text.split('"_deleted":').length - 1;
  return { ms, rows, token: /"token":"([^"]*)"/.exec(text)?.[1] ?? '' };
}

/** In turns, so that whatever else the machine does meets all sizes alike. */
async function rounds(
  service: RunningSyncService,
  places: readonly FilledAssociation[],
): Promise<Map<number, number>> {
  const times = new Map<number, number[]>(places.map(({ size }) => [size, []]));
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    for (const place of places) {
      const { ms, rows } = await pull(service, place, place.token);
      if (rows !== CHANGES) throw new Error(`${rows} rows of ${place.association}`);
      if (turn >= 10) times.get(place.size)?.push(ms);
    }
  }
  return new Map([...times].map(([size, all]) => [size, median(all)]));
}

async function measure(folder: string) {
  const process = await startStore(join(folder, 'store'));
  const store = await openCouchStore({ url: process.url, prefix: BENCH_PREFIX, timeoutMs: 120_000 });
  const places: FilledAssociation[] = [];
  for (const size of SIZES) places.push(await fill(store, size));
  const service = aSyncService(store, { viewBudgetBytes: GIGABYTE });
  for (const place of places) place.token = (await pull(service, place, null)).token;
  for (const place of places) await change(place);
  const warm = await rounds(service, places);
  await service.close();
  const other = aSyncService(store, { viewBudgetBytes: GIGABYTE });
  for (const place of places) await pull(other, place, null);
  const unknown = await rounds(other, places);
  await other.close();
  await process.stop();
  return { warm, unknown };
}

function tell(report: Report, words: string, times: ReadonlyMap<number, number>): void {
  const [first, ...more] = SIZES;
  const least = times.get(first ?? 0) ?? Number.NaN;
  const bench = 'sync-changes';
  const what = (size: number): string => `${CHANGES} visible changes among ${size} documents, ${words}`;
  report({ bench, case: what(first ?? 0), value: round(least, 2), unit: 'ms' });
  for (const size of more) {
    const value = times.get(size) ?? Number.NaN;
    const peer = { peer: `itself at ${first}`, peerValue: round(least, 2), ratio: round(value / least) };
    report({ bench, case: what(size), value: round(value, 2), unit: 'ms', ...peer, want: '<= 1.2' });
  }
}

export const changes: SyncCase = {
  name: 'changes',
  run: async (report) => {
    const { warm, unknown } = await inFolder(measure);
    tell(report, 'seq known to the process', warm);
    tell(report, 'seq unknown to the process', unknown);
  },
};
