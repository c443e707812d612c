/** `npm run bench -- payments [case] [--json]`: what events of Stripe's and the reconciler cost. */
import { reconcilerCase } from './payments/reconciler.ts';
import { webhooksCase } from './payments/webhooks.ts';
import type { Report } from './report.ts';
import type { SyncCase } from './sync/case.ts';

const CASES: readonly SyncCase[] = [webhooksCase, reconcilerCase];

/** @param only the name of one case. @throws RangeError naming the cases there are */
export async function payments(report: Report, only?: string): Promise<void> {
  const chosen = CASES.filter(({ name }) => only === undefined || name === only);
  if (chosen.length === 0) {
    throw new RangeError(
      `No case ${only ?? ''} of payments. There are: ${CASES.map(({ name }) => name).join(', ')}`,
    );
  }
  for (const one of chosen) await one.run(report);
}
