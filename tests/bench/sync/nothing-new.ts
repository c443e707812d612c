/**
 * A sync with nothing new, all collections in one request: what it asks of the store, counted at the store's own door.
 * What the session costs is told apart from what the sync costs.
 */
import { join } from 'node:path';
import { COLLECTIONS } from '@communitrak/domain/core/entity.ts';
import { OLIVIA } from '../../support/stage.ts';
import { median, round, type Report } from '../report.ts';
import type { SyncCase } from './case.ts';
import { countingProxy } from './counting-proxy.ts';
import { BENCH_PREFIX, inFolder, startStore } from './bench-rig.ts';
import { ASSOCIATION, seed, signedIn, startBenchServer, wiredDevice } from './wired.ts';

const ROUNDS = 20;
/** Longer than rights are remembered. */
const PAUSE_MS = 2500;

interface Round {
  readonly ms: number;
  readonly ofTheAssociation: number;
  readonly ofTheSession: number;
}

async function measure(folder: string): Promise<readonly Round[]> {
  const store = await startStore(join(folder, 'store'));
  await seed(store.url, () => Promise.resolve());
  const proxy = await countingProxy(store.url);
  const server = await startBenchServer(proxy.url, { DATA_DIR: join(folder, 'server') });
  const device = wiredDevice(await signedIn(server, OLIVIA));
  await device.sync();
  await device.sync();
  const rounds: Round[] = [];
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    if (turn % 5 === 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    proxy.taken();
    const started = performance.now();
    const rows = await device.pull(COLLECTIONS, 1000);
    const ms = performance.now() - started;
    if (rows !== 0) throw new Error(`${rows} rows, although nothing was new`);
    const asked = proxy.taken();
    const own = asked.filter((line) => line.includes(`${BENCH_PREFIX}association-${ASSOCIATION}`));
    rounds.push({ ms, ofTheAssociation: own.length, ofTheSession: asked.length - own.length });
  }
  await server.stop();
  await proxy.close();
  await store.stop();
  return rounds;
}

function tell(report: Report, rounds: readonly Round[]): void {
  const most = (what: keyof Round): number => Math.max(...rounds.map((round) => round[what]));
  const bench = 'sync-nothing-new';
  report({
    bench,
    case: 'requests of the device, all 12 collections',
    value: 1,
    unit: 'requests',
    want: '1',
  });
  const sync = { value: most('ofTheAssociation'), unit: 'requests', want: '<= 1' };
  report({ bench, case: `requests to the store for the sync, most of ${ROUNDS}`, ...sync });
  const session = { value: most('ofTheSession'), unit: 'requests' };
  report({ bench, case: `requests to the store for the session, most of ${ROUNDS}`, ...session });
  const times = rounds.map(({ ms }) => ms);
  report({ bench, case: 'time of the request, median', value: round(median(times), 1), unit: 'ms' });
}

export const nothingNew: SyncCase = {
  name: 'nothing-new',
  run: async (report) => tell(report, await inFolder(measure)),
};
