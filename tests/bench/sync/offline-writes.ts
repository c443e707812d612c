/** Five hundred writes made offline, sent when the connection is back, over 80 ms of round trip; beside one request each. */
import { ANA, openStage, writeSmall } from '../../support/stage.ts';
import { round, type Report } from '../report.ts';
import type { SyncCase } from './case.ts';
import { inBrowser } from './in-browser.ts';
import { ASSOCIATION } from './wired.ts';

const WRITES = 500;
const ROUND_TRIP_MS = 80;

async function run(report: Report): Promise<void> {
  const stage = await openStage();
  try {
    await writeSmall(stage, ASSOCIATION);
    await inBrowser(stage.url, 'offline-writes.ts', ANA, async ({ call }) => {
      const { ms, requests } = await call<{ ms: number; requests: number }>(
        'ours',
        WRITES,
        ROUND_TRIP_MS,
        'h1',
      );
      const peerMs = await call<number>('peer', WRITES, ROUND_TRIP_MS, 'h1');
      const bench = 'sync-offline-writes';
      report({
        bench,
        case: `${WRITES} writes made offline, acknowledged after the connection is back, ${ROUND_TRIP_MS} ms round trip`,
        value: round(ms, 0),
        unit: 'ms',
        peer: 'one request each',
        peerValue: round(peerMs, 0),
        ratio: round(peerMs / ms),
        want: '>= 10',
      });
      report({ bench, case: 'requests that carried them', value: requests, unit: 'requests' });
    });
  } finally {
    await stage.close();
  }
}

export const offlineWrites: SyncCase = { name: 'offline-writes', run };
