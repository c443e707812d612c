/**
 * `npm run bench -- server [case] [--json]`: what the server costs where nothing is asked of it. Without a case, all of them
 * in turn.
 */
import type { Report } from './report.ts';
import { leanMemory } from './server/lean-memory.ts';
import { reactionRounds } from './server/reaction-rounds.ts';
import type { SyncCase } from './sync/case.ts';

const CASES: readonly SyncCase[] = [leanMemory, reactionRounds];

/** @param only the name of one case. @throws RangeError naming the cases there are */
export async function server(report: Report, only?: string): Promise<void> {
  const chosen = CASES.filter(({ name }) => only === undefined || name === only);
  if (chosen.length === 0) {
    throw new RangeError(
      `No case ${only ?? ''} of server. There are: ${CASES.map(({ name }) => name).join(', ')}`,
    );
  }
  for (const one of chosen) await one.run(report);
}
