/**
 * What a payout does to the books: it brings the money of online payments out of clearing into the bank, and what Stripe
 * kept becomes an expense. Posted on the day it arrives; one that the bank sends back is taken out of the bank again, and
 * what it held waits in clearing for the next payout.
 */
import { localOf } from '../core/ids.ts';
import { CODES, type BankMove, type Posting } from '../ledger/index.ts';
import type { Payout, PayoutLine } from './payout.ts';

interface Sums {
  readonly cash: number;
  readonly fees: number;
  readonly clearing: number;
}

/** A fee billed by itself has no gross of any payment in it. */
function sumsOf({ kind, grossCents, feeCents, netCents, onTopCents }: PayoutLine): Sums {
  if (kind === 'fee') return { cash: netCents, fees: -netCents, clearing: 0 };
  return { cash: netCents, fees: feeCents - onTopCents, clearing: -(grossCents - onTopCents) };
}

const add = (a: Sums, b: Sums): Sums => ({
  cash: a.cash + b.cash,
  fees: a.fees + b.fees,
  clearing: a.clearing + b.clearing,
});

const FUND = 'operating';

function postingsFor({ cash, fees, clearing }: Sums): readonly Posting[] {
  const all: readonly Posting[] = [
    { account: CODES.cash, fund: FUND, cents: cash },
    { account: CODES.processing, fund: FUND, cents: fees },
    { account: CODES.clearing, fund: FUND, cents: clearing },
  ];
  return all.filter(({ cents }) => cents !== 0);
}

function movesOf({ id, body }: Pick<Payout, 'id' | 'body'>): readonly BankMove[] {
  if (!body.wasPaid) return [];
  const { currency, partCents, gateway } = body;
  const sums = body.lines.map(sumsOf).reduce(add, { cash: 0, fees: 0, clearing: 0 });
  const paid = {
    id: localOf(id),
    posted: body.arrives,
    text: `Payout ${gateway}`,
    currency,
    postings: postingsFor(sums),
  };
  if (body.failedOn === '') return [paid];
  const back = postingsFor({ cash: -partCents, fees: 0, clearing: partCents });
  return [
    paid,
    {
      id: `${localOf(id)}.failed`,
      posted: body.failedOn,
      text: `Payout ${gateway} returned`,
      currency,
      postings: back,
    },
  ];
}

/** In the form in which the ledger's reports and journal take them; nothing for what the bank never had. */
export function payoutMoves(payouts: readonly Pick<Payout, 'id' | 'body'>[]): readonly BankMove[] {
  return payouts.flatMap(movesOf).filter(({ postings }) => postings.length > 0);
}
