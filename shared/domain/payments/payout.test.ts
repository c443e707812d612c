/** Payouts foot, whoever writes them, and what they do to the books: clearing empties to the cent, the fees are an expense. */
import { describe, expect, it } from 'vitest';
import { START } from '@communitrak/testkit/builders.ts';
import { anEntry } from '@communitrak/testkit/ledger.ts';
import { CODES, generalLedger, journalOf, postedOf, trialRows, USUAL_CHART } from '../ledger/index.ts';
import {
  createPayout,
  MOST_PAYOUT_LINES,
  payoutEntity,
  payoutMoves,
  wholePayouts,
  type Payout,
  type PayoutFacts,
  type PayoutLine,
} from './index.ts';

const facts: PayoutFacts = {
  gateway: 'po_1',
  created: '2026-12-01T00:00:00.000Z',
  arrives: '2026-12-03',
  state: 'paid',
  wasPaid: true,
  failedOn: '',
  failure: '',
  cents: 0,
  currency: 'USD',
  destination: null,
};
let count = 0;
function line(kind: PayoutLine['kind'], grossCents: number, feeCents = 0, onTopCents = 0): PayoutLine {
  count += 1;
  const netCents = grossCents - feeCents;
  return { kind, payment: '', grossCents, feeCents, netCents, onTopCents, gateway: `txn_${String(count)}` };
}
const payoutOf = (lines: readonly PayoutLine[], over: Partial<PayoutFacts> = {}): readonly Payout[] =>
  createPayout({ ...facts, cents: lines.reduce((sum, { netCents }) => sum + netCents, 0), ...over }, lines);
const online = { source: 'online', method: 'card', posted: '2026-12-01' } as const;

function sumsOf(payouts: readonly Payout[], cents: readonly number[]): Readonly<Record<string, number>> {
  const entries = cents.map((one) =>
    anEntry({ ...online, kind: one < 0 ? 'payment' : 'refund', cents: one }),
  );
  const posted = postedOf(entries, payoutMoves(payouts));
  const rows = trialRows(posted, USUAL_CHART, '2026-12-31', '2026-01-01');
  return Object.fromEntries(
    rows.map(({ code, debitCents, creditCents }) => [code, debitCents - creditCents]),
  );
}

describe('a payout in the books', () => {
  it('of a fee that the association pays: bank 9.76, expense 0.24, clearing 0 (2.14)', () => {
    expect(sumsOf(payoutOf([line('payment', 1000, 24)]), [-1000])).toEqual({
      [CODES.cash]: 976,
      [CODES.clearing]: 0,
      [CODES.receivable]: -1000,
      [CODES.processing]: 24,
    });
  });
  it('of a fee that the resident pays on top: bank 10.00, no expense', () => {
    expect(sumsOf(payoutOf([line('payment', 1024, 24, 24)]), [-1000])).toEqual({
      [CODES.cash]: 1000,
      [CODES.clearing]: 0,
      [CODES.receivable]: -1000,
    });
  });
  it('with a refund and a fee billed by itself', () => {
    const lines = [line('payment', 5000, 225), line('refund', -2000), line('fee', -200)];
    expect(sumsOf(payoutOf(lines), [-5000, 2000])).toEqual({
      [CODES.cash]: 2575,
      [CODES.clearing]: 0,
      [CODES.receivable]: -3000,
      [CODES.processing]: 425,
    });
  });
  it('is not in them before the bank has it', () => {
    const lines = [line('payment', 1000, 24)];
    expect(sumsOf(payoutOf(lines, { state: 'on-its-way', wasPaid: false }), [-1000])).toEqual({
      [CODES.clearing]: 1000,
      [CODES.receivable]: -1000,
    });
  });
  it('that came back waits in clearing for the next one, which pays it', () => {
    const failed = payoutOf([line('payment', 1000, 24)], { state: 'failed', failedOn: '2026-12-05' });
    expect(sumsOf(failed, [-1000])).toMatchObject({ [CODES.cash]: 0, [CODES.clearing]: 976 });
    const next = payoutOf([line('adjustment', 976)], { gateway: 'po_2', arrives: '2026-12-07' });
    expect(sumsOf([...failed, ...next], [-1000])).toMatchObject({
      [CODES.cash]: 976,
      [CODES.clearing]: 0,
      [CODES.processing]: 24,
    });
  });
  it('stands in the general ledger by its day, and in the journal as one transaction that balances', () => {
    const moves = payoutMoves(payoutOf([line('payment', 1000, 24)]));
    const paid = anEntry({ ...online, kind: 'payment', cents: -1000 });
    const { lines } = generalLedger(postedOf([paid], moves), CODES.clearing, {
      from: '2026-12-01',
      to: '2026-12-31',
    });
    expect(lines.map(({ posted, balanceCents }) => [posted.posted, balanceCents])).toEqual([
      ['2026-12-01', 1000],
      ['2026-12-03', 0],
    ]);
    expect(journalOf([paid], [], moves).split('\n').slice(-4).join('\n')).toBe(
      '    assets:cash-in-bank:operating  9.76 USD\n    expenses:payment-processing-fees:operating  0.24 USD\n    assets:online-payments-clearing:operating  -10.00 USD\n',
    );
  });
});

describe('a payout', () => {
  const judge = (after: Payout | undefined, before?: Payout) =>
    payoutEntity.invariants({ before, after, needed: new Map(), now: START });
  const [good] = payoutOf([line('payment', 1000, 24)]);
  const withBody = (over: Partial<Payout['body']>): Payout => {
    if (good === undefined) throw new Error('none');
    return { ...good, body: { ...good.body, ...over } };
  };
  it('whose lines do not add up is refused, from the server too', () => {
    expect(judge(good)).toEqual({ ok: true });
    expect(judge(withBody({ cents: 977 }))).toMatchObject({ code: 'invalid', detail: 'body.cents' });
    expect(judge(withBody({ partCents: 977 }))).toMatchObject({ detail: 'body.partCents' });
    expect(judge(withBody({ lines: [{ ...line('payment', 1000, 24), netCents: 977 }] }))).toMatchObject({
      detail: 'body.lines.0.netCents',
    });
  });
  it('that was in the books stays there', () => {
    expect(judge(withBody({ state: 'on-its-way', wasPaid: false }), good)).toMatchObject({
      detail: 'body.wasPaid',
    });
    expect(judge(withBody({ arrives: '2026-12-09' }), good)).toMatchObject({ detail: 'body.arrives' });
    expect(judge(undefined, good)).toMatchObject({ code: 'immutable' });
  });
  it('of more lines than a document carries is several, which foot together', () => {
    const lines = Array.from({ length: MOST_PAYOUT_LINES + 1 }, () => line('payment', 1000, 24));
    const parts = payoutOf(lines);
    expect(parts.map(({ body }) => body.lines.length)).toEqual([MOST_PAYOUT_LINES, 1]);
    for (const part of parts) expect(judge(part)).toEqual({ ok: true });
    expect(wholePayouts(parts.toReversed())).toMatchObject([
      { isWhole: true, differenceCents: 0, body: { lines } },
    ]);
    expect(wholePayouts(parts.slice(0, 1))).toMatchObject([{ isWhole: false }]);
    expect(JSON.stringify(parts[0]).length).toBeLessThan(256 * 1024);
  });
});
