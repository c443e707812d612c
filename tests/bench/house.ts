/**
 * `npm run bench -- house [case] [--json]`: what a person waits for in the app, beside the build of the commit before the
 * features were folders, which is built in the same run. Each case in a file of its own under tests/bench/house/.
 */
import type { Report } from './report.ts';
import { firstRoute } from './house/first-route.ts';
import { offlineReload } from './house/offline-reload.ts';
import type { HouseCase } from './house/house-case.ts';
import { buildPeer } from './house/peer-build.ts';
import { palette } from './house/palette.ts';
import { table } from './house/table.ts';

const CASES: readonly HouseCase[] = [firstRoute, offlineReload, table, palette];

/** @param only the name of one case. @throws RangeError naming the cases there are */
export async function house(report: Report, only?: string): Promise<void> {
  const chosen = CASES.filter(({ name }) => only === undefined || name === only);
  if (chosen.length === 0)
    throw new RangeError(
      `No case ${only ?? ''} of house. There are: ${CASES.map(({ name }) => name).join(', ')}`,
    );
  for (const one of chosen) if ('alone' in one) await one.alone(report);
  const beside = chosen.filter((one) => 'run' in one);
  if (beside.length === 0) return;
  const peer = await buildPeer();
  try {
    for (const one of beside) await one.run(report, peer);
  } finally {
    await peer.remove();
  }
}
