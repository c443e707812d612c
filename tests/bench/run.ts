/**
 * `npm run bench -- <name> [case] [--json]`: runs one bench, or one case of it. Results are lines of `{bench, case, value, unit, peer, peerValue,
 * ratio, reach, holds}`; a peer is measured in the same run, and ratio > 1 means better than the peer. `reach` is the bound
 * that an issue names, `holds` whether this run kept it.
 */
import { parseArgs } from 'node:util';
import { firstPull } from './first-pull.ts';
import { house } from './house.ts';
import { money } from './money.ts';
import { payments } from './payments.ts';
import type { Report } from './report.ts';
import { server } from './server.ts';
import { storage } from './storage.ts';
import { sync } from './sync.ts';

const benches: Readonly<Record<string, (report: Report, only?: string) => Promise<void>>> = {
  'first-pull': firstPull,
  house,
  money,
  payments,
  server,
  storage,
  sync,
};

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const chosen = benches[positionals[0] ?? ''];
if (chosen === undefined) {
  console.error(`Which bench? ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
await chosen((line) => {
  if (values.json) console.log(JSON.stringify(line));
  else
    console.log(
      `${line.case}: ${line.value} ${line.unit}${line.peer === undefined ? '' : `, ${line.peer} ${line.peerValue} ${line.unit}, ratio ${line.ratio}`}${line.reach === undefined ? '' : ` (reach ${line.reach}: ${line.holds === true ? 'holds' : 'DOES NOT HOLD'})`}`,
    );
}, positionals[1]);
process.exit(0);
