/** What the tests must know of payments: samples in every state, who may ask for and take back one, who sees them. */
import { START } from '@communitrak/testkit/builders.ts';
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { allBut, who, type Who } from '@communitrak/testkit/verdicts.ts';
import { createBooks, firstBooks } from '../ledger/index.ts';
import {
  cancelPayment,
  createPayment,
  paymentEntity,
  paymentEntryId,
  USUAL_SETTINGS,
  withOutcome,
  type Payment,
  type PaymentBody,
  type PaymentInput,
} from './index.ts';

const input: PaymentInput = {
  household: 'h1',
  charges: [{ entry: 'ledger-entry:e1', cents: 10_000 }],
  currency: 'USD',
  kind: 'card',
  method: 'm1',
  source: 'now',
  attempt: 1,
};
const made = (over: Partial<PaymentInput> = {}, member = 'm-member'): Payment =>
  createPayment({ ...input, ...over }, USUAL_SETTINGS, { member, device: 'phone' }, START);
const by =
  (over: Partial<PaymentInput> = {}, body: Partial<PaymentBody> = {}) =>
  (name: Who): Payment => {
    const payment = made(over, who(name).member);
    return { ...payment, body: { ...payment.body, ...body } };
  };

const asked = made();
const sent = withOutcome(asked, { state: 'processing', sentAt: '2026-01-15T12:00:00.000Z' });
const paidWith = { kind: 'card', brand: 'visa', last4: '4242' } as const;
const paid = withOutcome(sent, {
  state: 'succeeded',
  paidWith,
  gateway: { intent: 'pi_1', charge: 'ch_1', session: '' },
  entries: [paymentEntryId(asked.id)],
  settledAt: '2026-01-15T12:00:01.000Z',
});
const own = { head: 'ok', member: 'ok' };
const nothing = (code: string) => allBut('not-allowed', { head: code, member: code });
const forged = (over: Partial<PaymentBody['outcome']>): Payment => withOutcome(asked, over);

export const cases: EntityCases = {
  entity: paymentEntity,
  samples: [asked, made({ kind: 'bank', method: '', source: 'page', attempt: 2 })],
  access: [
    { what: 'asks for one', after: by(), verdicts: allBut('not-allowed', own) },
    {
      what: 'asks for one in another’s name',
      after: made({}, 'm-other'),
      verdicts: allBut('not-allowed'),
    },
    {
      what: 'asks for one as if a standing order had',
      after: by({ source: 'autopay' }),
      verdicts: allBut('not-allowed'),
    },
    {
      what: 'asks for one in another currency',
      after: by({ currency: 'EUR' }),
      needed: [createBooks(firstBooks('USD'))],
      verdicts: nothing('invalid'),
    },
    { what: 'says another fee', after: by({}, { feeCents: 1 }), verdicts: nothing('invalid') },
    { what: 'says another total', after: by({}, { totalCents: 10_000 }), verdicts: nothing('invalid') },
    { what: 'says another sum', after: by({}, { cents: 9999 }), verdicts: nothing('invalid') },
    {
      what: 'asks for less than the gateway takes',
      after: by({ charges: [{ entry: 'ledger-entry:e1', cents: 40 }] }),
      verdicts: nothing('invalid'),
    },
    {
      what: 'pays other charges under its id',
      after: by({}, { charges: [{ entry: 'ledger-entry:e2', cents: 10_000 }] }),
      verdicts: nothing('invalid'),
    },
    {
      what: 'says that it is paid already',
      after: (name) => ({ ...by()(name), body: { ...by()(name).body, outcome: paid.body.outcome } }),
      verdicts: nothing('invalid'),
    },
    {
      what: 'takes it back before it is sent',
      before: asked,
      after: cancelPayment(asked),
      verdicts: allBut('not-allowed', own),
    },
    {
      what: 'takes it back after it was sent',
      before: sent,
      after: withOutcome(sent, { state: 'cancelled' }),
      verdicts: nothing('closed'),
    },
    {
      what: 'says that it succeeded',
      before: asked,
      after: forged({ state: 'succeeded', entries: [paymentEntryId(asked.id)] }),
      verdicts: allBut('not-allowed'),
    },
    {
      what: 'changes what it pays',
      before: asked,
      after: { ...asked, body: { ...asked.body, device: 'other' } },
      verdicts: nothing('immutable'),
    },
    { what: 'deletes it', before: asked, verdicts: allBut('not-allowed') },
  ],
  sight: [
    {
      what: 'is for its household, the office and the board',
      doc: asked,
      seenBy: ['office', 'board', 'lead', 'head', 'member'],
    },
  ],
  edit: ({ body }) => ({ outcome: { ...(body['outcome'] as object), state: 'cancelled' } }),
  own: ({ member }) => ({ author: member }),
};
