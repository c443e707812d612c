/** Fees by the handbook's examples, ids that follow from the charges, states in one direction, what is still to be paid. */
import { describe, expect, it } from 'vitest';
import { accepted, aHousehold, neededOf, START } from '@communitrak/testkit/builders.ts';
import { aLine } from '@communitrak/testkit/ledger.ts';
import { accountOf, createBooks, firstBooks, PACKS, rulesOf } from '../ledger/index.ts';
import {
  cancelPayment,
  combinePayments,
  createPayment,
  feeOf,
  nextAttempt,
  openAfterPending,
  PAYMENT_STATES,
  paymentEntity,
  paymentEntryId,
  paymentLocal,
  paymentShown,
  quoteOf,
  USUAL_SETTINGS,
  withOutcome,
  type Payment,
  type PaymentInput,
  type PaymentState,
} from './index.ts';

const input: PaymentInput = {
  household: 'h1',
  charges: [
    { entry: 'ledger-entry:jan', cents: 10_000 },
    { entry: 'ledger-entry:feb', cents: 2500 },
  ],
  currency: 'USD',
  kind: 'card',
  method: 'm1',
  source: 'now',
  attempt: 1,
};
const by = { member: 'm1', device: 'phone' };
const made = (over: Partial<PaymentInput> = {}): Payment =>
  createPayment({ ...input, ...over }, USUAL_SETTINGS, by, START);
const needed = neededOf(aHousehold('h1'), createBooks(firstBooks('USD')));
const written = (before: Payment | undefined, after: Payment): string => {
  const verdict = paymentEntity.invariants({ before, after, needed, now: START });
  return verdict.ok ? 'ok' : `${verdict.code} ${verdict.detail ?? ''}`.trimEnd();
};

describe('fees (handbook 2.14)', () => {
  const by10 = (kind: 'card' | 'bank', payer: 'resident' | 'association') =>
    quoteOf([{ cents: 1000 }], kind, { feePayer: { card: payer, bank: payer } });

  it('of $10.00 from a bank account: $10.24 and $10.00, or $10.00 and $9.76', () => {
    expect(by10('bank', 'resident')).toMatchObject({ feeCents: 24, totalCents: 1024, netCents: 1000 });
    expect(by10('bank', 'association')).toMatchObject({ feeCents: 24, totalCents: 1000, netCents: 976 });
  });
  it('of $10.00 by card: $10.45 and $10.00, or $10.00 and $9.55', () => {
    expect(by10('card', 'resident')).toMatchObject({ feeCents: 45, totalCents: 1045, netCents: 1000 });
    expect(by10('card', 'association')).toMatchObject({ feeCents: 45, totalCents: 1000, netCents: 955 });
  });
  it('are rounded half up to the cent, of the sum and not of each charge', () => {
    expect([feeOf(0, 'card'), feeOf(11, 'card'), feeOf(12, 'card')]).toEqual([0, 0, 1]);
    expect([feeOf(100, 'card'), feeOf(300, 'card')]).toEqual([5, 14]);
    expect(quoteOf([{ cents: 100 }, { cents: 200 }], 'card').feeCents).toBe(14);
  });
  it('are asked of whole cents only', () => {
    expect(() => feeOf(0.5, 'card')).toThrow(RangeError);
    expect(() => feeOf(-1, 'bank')).toThrow(RangeError);
  });
});

describe('a payment’s id', () => {
  const turned = [...input.charges].reverse();
  it('follows from the charges, in whatever order, and the attempt', () => {
    expect(paymentLocal('h1', input.charges, 1)).toBe(paymentLocal('h1', turned, 1));
    expect(paymentLocal('h1', turned.slice(1), 1)).not.toBe(paymentLocal('h1', turned, 1));
    expect(made().id).toMatch(/^payment:h1\.r[0-9a-f]{16}\.1$/);
  });
  it('is the same one while a payment is on its way, and the next one when it is settled', () => {
    const first = made();
    expect(nextAttempt('h1', turned, [])).toBe(1);
    expect(nextAttempt('h1', turned, [first])).toBe(1);
    expect(nextAttempt('h1', turned, [withOutcome(first, { state: 'failed' })])).toBe(2);
    const second = made({ attempt: 2 });
    expect(nextAttempt('h1', turned, [withOutcome(first, { state: 'failed' }), second])).toBe(2);
    expect(nextAttempt('h2', turned, [withOutcome(first, { state: 'failed' })])).toBe(1);
  });
});

describe('the states of a payment', () => {
  const entries = [paymentEntryId(made().id)];
  const at = (state: PaymentState): Payment =>
    withOutcome(made(), { state, entries, ...(state === 'refused' ? { refusal: 'charge-paid' } : {}) });
  const reached = (from: PaymentState) =>
    PAYMENT_STATES.filter((to) => to !== from && written(at(from), at(to)) === 'ok');

  it('follow each other in one direction', () => {
    expect(Object.fromEntries(PAYMENT_STATES.map((state) => [state, reached(state)]))).toEqual({
      requested: ['cancelled', 'refused', 'processing', 'action', 'succeeded', 'failed'],
      cancelled: ['succeeded'],
      refused: ['succeeded'],
      processing: ['cancelled', 'refused', 'action', 'succeeded', 'failed'],
      action: ['cancelled', 'refused', 'processing', 'succeeded', 'failed'],
      succeeded: ['returned'],
      failed: ['succeeded'],
      returned: [],
    });
  });
  it('begin with nothing', () => {
    expect(written(undefined, made())).toBe('ok');
    expect(written(undefined, at('processing'))).toBe('invalid body.outcome');
  });
  it('call no success one that is not in the ledger, unless it says so', () => {
    const unposted = { code: 'closed', detail: '' };
    const success = (more: object) => withOutcome(made(), { state: 'succeeded', ...more });
    expect(written(made(), success({}))).toBe('invalid body.outcome.entries');
    expect(written(made(), success({ unposted }))).toBe('ok');
  });
  it('forget no entry, no refund and no dispute that was decided', () => {
    const paid = at('succeeded');
    const lost = withOutcome(paid, { dispute: { state: 'lost', cents: 100, reason: 'fraudulent' } });
    const part = withOutcome(paid, { refundedCents: 500 });
    expect(written(paid, withOutcome(paid, { entries: [] }))).toBe('immutable body.outcome.entries');
    expect(written(part, paid)).toBe('immutable body.outcome.refundedCents');
    expect(written(lost, paid)).toBe('immutable body.outcome.dispute');
    const won = withOutcome(lost, { dispute: { state: 'won', cents: 100, reason: 'fraudulent' } });
    expect(written(lost, won)).toBe('immutable body.outcome.dispute');
    expect(written(paid, withOutcome(paid, { refundedCents: 12_501 }))).toBe(
      'invalid body.outcome.refundedCents',
    );
  });
  it('are told in one word', () => {
    const sent = accepted(made());
    const paid = at('succeeded');
    const dispute = (state: 'withdrawn' | 'won' | 'lost') =>
      paymentShown(withOutcome(paid, { dispute: { state, cents: 1, reason: '' } }));
    expect(paymentShown(made())).toBe('waiting');
    expect(paymentShown(sent)).toBe('queued');
    expect(paymentShown(accepted(made({ source: 'autopay' })))).toBe('draft');
    expect(paymentShown(paid)).toBe('succeeded');
    expect(paymentShown(withOutcome(paid, { refundedCents: 500 }))).toBe('part-refunded');
    expect(paymentShown(withOutcome(paid, { refundedCents: 12_500 }))).toBe('refunded');
    expect(paymentShown(withOutcome(paid, { refundedCents: 500, refundFailedCents: 500 }))).toBe('succeeded');
    expect([dispute('withdrawn'), dispute('won'), dispute('lost')]).toEqual([
      'disputed',
      'dispute-won',
      'dispute-lost',
    ]);
    expect(paymentShown(at('returned'))).toBe('returned');
  });
});

describe('two devices that ask for the same', () => {
  const theirs = withOutcome(made(), { state: 'processing' });
  it('have one payment, and it is taken back from either until it is sent', () => {
    const mine = cancelPayment(made());
    expect(combinePayments(mine.body, made().body).outcome.state).toBe('cancelled');
    expect(combinePayments(mine.body, theirs.body)).toBe(theirs.body);
    expect(combinePayments(made().body, theirs.body)).toBe(theirs.body);
    expect(() => cancelPayment(theirs)).toThrow(RangeError);
  });
});

describe('what is still to be paid', () => {
  const lines = [
    aLine({ local: 'jan', cents: 10_000 }),
    aLine({ local: 'feb', cents: 5000, posted: '2026-02-01' }),
  ];
  const account = accountOf(lines, rulesOf(PACKS, []));
  const left = (...payments: readonly Payment[]) =>
    openAfterPending(account, payments).map(({ entry, leftCents }) => [entry, leftCents]);

  it('is what is open less what is on its way', () => {
    expect(left()).toEqual([
      ['ledger-entry:jan', 10_000],
      ['ledger-entry:feb', 5000],
    ]);
    expect(left(made())).toEqual([
      ['ledger-entry:jan', 0],
      ['ledger-entry:feb', 2500],
    ]);
    expect(left(withOutcome(made(), { state: 'failed' }))).toEqual(left());
  });
});
