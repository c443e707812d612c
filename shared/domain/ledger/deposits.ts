/**
 * Money that came over the counter goes to the bank with a deposit: from undeposited funds to cash, on the day of the
 * deposit. A payment is deposited once, with the first deposit that names it; one that was taken back afterwards goes out of
 * cash again. Pure; amounts are whole cents.
 */
import { localOf } from '../core/ids.ts';
import { CODES, isUndeposited, type BankMove } from './chart.ts';
import type { LedgerEntry } from './entry.ts';

export interface Deposit {
  /** Document id: of two that name the same payment the first made counts. */
  readonly id: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** Ids of the payments. */
  readonly payments: readonly string[];
}

/** By payment id: the deposit that it went with. Only of money that waited for one. */
export function depositOf(
  entries: ReadonlyMap<string, LedgerEntry>,
  deposits: readonly Deposit[],
): ReadonlyMap<string, Deposit> {
  const found = new Map<string, Deposit>();
  for (const deposit of deposits.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    for (const id of deposit.payments) {
      const entry = entries.get(id);
      if (entry !== undefined && isUndeposited(entry.body) && !found.has(id)) found.set(id, deposit);
    }
  return found;
}

const later = (a: string, b: string): string => (a > b ? a : b);

/** @param cents above 0: into the bank */
function move(deposit: string, { id, body }: LedgerEntry, posted: string, cents: number): BankMove {
  const { fund, text, currency } = body;
  return {
    id: `${localOf(deposit)}.${localOf(id)}`,
    posted,
    text,
    currency,
    postings: [
      { account: CODES.cash, fund, cents },
      { account: CODES.undeposited, fund, cents: -cents },
    ],
  };
}

/** What deposits move, each payment by itself. Not before the payment's own day. */
export function depositMoves(
  entries: readonly LedgerEntry[],
  deposits: readonly Deposit[],
): readonly BankMove[] {
  if (deposits.length === 0) return [];
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const back = new Map(
    entries.filter(({ body }) => body.reverses !== '').map((entry) => [entry.body.reverses, entry]),
  );
  return [...depositOf(byId, deposits)].flatMap(([id, { id: deposit, day: deposited }]) => {
    const payment = byId.get(id);
    if (payment === undefined) return [];
    const day = later(deposited, payment.body.posted);
    const reversal = back.get(id);
    return [
      move(deposit, payment, day, -payment.body.cents),
      ...(reversal === undefined
        ? []
        : [move(deposit, reversal, later(day, reversal.body.posted), payment.body.cents)]),
    ];
  });
}
