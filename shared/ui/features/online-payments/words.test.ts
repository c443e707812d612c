/** What Stripe asks for and answers, in words; lists of days as people write them; how much can be given back. */
import { describe, expect, it } from 'vitest';
import { withRefundOutcome, createRefundRequest } from '@communitrak/domain/payments/index.ts';
import { START } from '@communitrak/testkit/clock-and-ids.ts';
import { aPayment, PAID } from '@communitrak/testkit/payments.ts';
import { failureWords } from './gateway-words.ts';
import { refundable } from './refundable.ts';
import { disabledWords, needsOf } from './requirement-words.ts';
import { retriesOf } from './settings-form.ts';

const titles = (...keys: readonly string[]) => needsOf(keys).map(({ title }) => title.split('.').at(-1));

describe('what Stripe asks for', () => {
  it.each([
    ['external_account', 'payout'],
    ['company.address.postal_code', 'address'],
    ['company.owners_provided', 'people'],
    ['representative.address.line1', 'personAddress'],
    ['person_1Nv0FGQ9.ssn_last_4', 'personSsn'],
    ['person_1Nv0FGQ9.relationship.title', 'personRole'],
    ['individual.verification.document', 'personDocument'],
    ['person_1Nv0FGQ9.phone', 'personContact'],
    ['business_profile.mcc', 'profile'],
    ['business_profile.support_phone', 'phone'],
    ['documents.bank_account_ownership_verification.files', 'payoutProof'],
    ['tos_acceptance.ip', 'terms'],
    ['settings.payments.statement_descriptor', 'descriptor'],
    ['interv_1Nv0FGQ9.verification', 'other'],
    ['interv_1Nv0FGQ9', 'check'],
    ['company.lunar_permit', 'other'],
  ])('%s: %s', (key, need) => {
    expect(titles(key)).toEqual([need]);
  });

  it('names parts of one thing once, in Stripe’s order', () => {
    expect(titles('person_1.dob.day', 'company.tax_id', 'person_1.dob.year', 'person_2.dob.day')).toEqual([
      'personBirth',
      'taxId',
    ]);
  });

  it('says of every reason to close what it means', () => {
    expect(disabledWords('')).toBeUndefined();
    expect(disabledWords('rejected.fraud')).toBe('onlinePayments.disabled.rejected');
    expect(disabledWords('something_new')).toBe('onlinePayments.disabled.other');
  });
});

describe('why a payment failed', () => {
  const t = (id: string, values?: object): string =>
    values === undefined ? id : `${id} ${JSON.stringify(values)}`;
  it.each([
    [['insufficient_funds', 'card_declined'], 'onlinePayments.failure.funds'],
    [['', 'card_declined'], 'onlinePayments.failure.declined'],
    [['', ''], 'onlinePayments.failure.none'],
    [['new_code', ''], 'onlinePayments.failure.other {"code":"new code"}'],
  ])('%j', (codes, words) => {
    expect(failureWords(codes, t)).toBe(words);
  });
});

describe('days to try again', () => {
  it.each([
    ['', { days: [] }],
    ['3', { days: [3] }],
    ['7, 3;3', { days: [3, 7] }],
    ['3 and 7', { days: [3, 7] }],
    ['3 y 7', { days: [3, 7] }],
    ['0', { fault: 'no-days' }],
    ['31', { fault: 'no-days' }],
    ['-3', { fault: 'no-days' }],
    ['2.5', { fault: 'no-days' }],
    ['soon', { fault: 'no-days' }],
    ['1 2 3 4', { fault: 'too-many' }],
  ])('“%s”', (text, read) => {
    expect(retriesOf(text)).toEqual(read);
  });
});

describe('what can be given back', () => {
  const paid = aPayment(PAID);
  const asked = (cents: number, state: 'requested' | 'pending' | 'done' | 'failed') =>
    withRefundOutcome(
      createRefundRequest(
        paid,
        { cents, reason: 'Paid twice' },
        { member: 'm1', device: 'browser' },
        START,
        0,
      ),
      { state },
    ).body;
  it('is what was paid without the fee, less what was given back or is about to be', () => {
    expect(refundable(paid.body, [])).toEqual({ mostCents: 10_000 });
    expect(refundable(paid.body, [asked(3000, 'pending'), asked(2000, 'requested')])).toEqual({
      mostCents: 5000,
    });
    expect(refundable(paid.body, [asked(3000, 'failed')])).toEqual({ mostCents: 10_000 });
    // One given back at Stripe’s dashboard has no request.
    expect(refundable(aPayment({ ...PAID, refundedCents: 4000 }).body, [])).toEqual({ mostCents: 6000 });
    expect(refundable(paid.body, [asked(10_000, 'done')]).why).toBe('onlinePayments.refund.why.all');
  });
  it('is nothing of what has not come, was returned, or is held in a dispute', () => {
    expect(refundable(aPayment({ state: 'processing' }).body, []).why).toMatch(/notPaid/);
    expect(refundable(aPayment({ ...PAID, state: 'returned' }).body, []).why).toMatch(/returned/);
    const held = (state: 'withdrawn' | 'won' | 'lost') =>
      refundable(aPayment({ ...PAID, dispute: { state, cents: 10_000, reason: '' } }).body, []);
    expect(held('withdrawn').why).toMatch(/disputed/);
    expect(held('lost').why).toMatch(/disputed/);
    expect(held('won')).toEqual({ mostCents: 10_000 });
  });
});
