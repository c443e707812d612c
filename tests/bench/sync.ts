/**
 * `npm run bench -- sync [case] [--json]`: the sync engine measured beside its peers, each case in a file of its own under
 * tests/bench/sync/. Without a case, all of them in turn.
 */
import type { Report } from './report.ts';
import { associations } from './sync/associations.ts';
import type { SyncCase } from './sync/case.ts';
import { changes } from './sync/changes.ts';
import { firstPullServer } from './sync/first-pull-server.ts';
import { manyStreams } from './sync/many-streams.ts';
import { nothingNew } from './sync/nothing-new.ts';
import { offlineWrites } from './sync/offline-writes.ts';
import { readable } from './sync/readable.ts';
import { revoke } from './sync/revoke.ts';
import { viewMemory } from './sync/view-memory.ts';

const CASES: readonly SyncCase[] = [
  nothingNew,
  firstPullServer,
  changes,
  revoke,
  offlineWrites,
  readable,
  associations,
  viewMemory,
  manyStreams,
];

/** @param only the name of one case. @throws RangeError naming the cases there are */
export async function sync(report: Report, only?: string): Promise<void> {
  const chosen = CASES.filter(({ name }) => only === undefined || name === only);
  if (chosen.length === 0) {
    throw new RangeError(
      `No case ${only ?? ''} of sync. There are: ${CASES.map(({ name }) => name).join(', ')}`,
    );
  }
  for (const one of chosen) await one.run(report);
}
