/** `npm run bench -- money [case] [--json]`: what money costs, each case beside a peer in the same run. */
import type { Report } from './report.ts';
import { accountsCase } from './money/accounts.ts';
import { openAccount } from './money/open-account.ts';
import { duesRun } from './money/dues-run.ts';
import { statements } from './money/statements.ts';
import type { SyncCase } from './sync/case.ts';

const CASES: readonly SyncCase[] = [accountsCase, openAccount, duesRun, statements];

/** @param only the name of one case. @throws RangeError naming the cases there are */
export async function money(report: Report, only?: string): Promise<void> {
  const chosen = CASES.filter(({ name }) => only === undefined || name === only);
  if (chosen.length === 0) {
    throw new RangeError(
      `No case ${only ?? ''} of money. There are: ${CASES.map(({ name }) => name).join(', ')}`,
    );
  }
  for (const one of chosen) await one.run(report);
}
