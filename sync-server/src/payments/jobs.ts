/**
 * What is done now and then for every association: autopay, payouts whose event never came, the nightly comparison, the
 * bill. Each association under a lease of its own, so that several processes share the work; one that fails holds up none.
 */
import { runAutopay } from './autopay/scheduler.ts';
import { keepBill, type BillingRoom } from './billing/billing.ts';
import { compareBooks } from './compare/compare.ts';
import { mirrorPayouts } from './payouts/payouts.ts';
import type { PaymentsRoom } from './room.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Done by another process within this part of the interval: done. */
const FRESH = 0.9;

export interface PaymentsJob {
  readonly name: string;
  readonly everyMs: number;
  /** @returns how many things it dealt with */
  run(signal: AbortSignal): Promise<number>;
}

type Work = (association: string) => Promise<number>;

/** A job of its own name, over all associations. */
function overAll(room: PaymentsRoom, name: string, everyMs: number, work: Work): PaymentsJob {
  const one = async (association: string): Promise<number> => {
    try {
      const lease = `${name}:${association}`;
      return (await room.leases.run(lease, everyMs * FRESH, () => work(association))) ?? 0;
    } catch (error) {
      room.log.warn({ association, job: name, err: error }, 'a job failed for an association; tried again');
      return 0;
    }
  };
  return {
    name,
    everyMs,
    run: async (signal) => {
      let count = 0;
      for (const association of await room.associations()) {
        if (signal.aborted) break;
        count += await one(association);
      }
      return count;
    },
  };
}

export function paymentsJobs(room: BillingRoom): readonly PaymentsJob[] {
  return [
    overAll(room, 'autopay', 10 * MINUTE_MS, (association) => runAutopay(room, association)),
    overAll(room, 'mirror-payouts', HOUR_MS, (association) => mirrorPayouts(room, association)),
    overAll(room, 'compare-books', 24 * HOUR_MS, (association) => compareBooks(room, association)),
    overAll(room, 'keep-bill', HOUR_MS, async (association) => {
      await keepBill(room, association);
      return 0;
    }),
  ];
}
