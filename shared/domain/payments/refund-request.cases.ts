/** What the tests must know of refund requests: samples, that the office alone asks for them, who sees them. */
import { START } from '@communitrak/testkit/builders.ts';
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { allBut, who, type Who } from '@communitrak/testkit/verdicts.ts';
import {
  createPayment,
  createRefundRequest,
  paymentEntryId,
  refundRequestEntity,
  USUAL_SETTINGS,
  withOutcome,
  withRefundOutcome,
  type Payment,
  type RefundRequest,
} from './index.ts';

const asked: Payment = createPayment(
  {
    household: 'h1',
    charges: [{ entry: 'ledger-entry:e1', cents: 10_000 }],
    currency: 'USD',
    kind: 'card',
    method: 'm1',
    source: 'now',
    attempt: 1,
  },
  USUAL_SETTINGS,
  { member: 'm-member', device: 'phone' },
  START,
);
const paid = withOutcome(asked, { state: 'succeeded', entries: [paymentEntryId(asked.id)] });
const made = (cents: number, member = 'm-office', earlier = 0): RefundRequest =>
  createRefundRequest(paid, { cents, reason: 'Paid twice' }, { member, device: 'desk' }, START, earlier);
const by =
  (cents: number, earlier = 0) =>
  (name: Who): RefundRequest =>
    made(cents, who(name).member, earlier);
const stored = made(4000);
const office = { office: 'ok', lead: 'ok' };
const nothing = (code: string) => allBut('not-allowed', { office: code, lead: code });

export const cases: EntityCases = {
  entity: refundRequestEntity,
  samples: [stored],
  access: [
    {
      what: 'asks for one',
      after: by(4000),
      needed: [paid],
      verdicts: allBut('not-allowed', office),
    },
    {
      what: 'asks for one of a payment that has not succeeded',
      after: by(4000),
      needed: [asked],
      verdicts: nothing('closed'),
    },
    {
      what: 'asks for more than was paid',
      after: by(7000, 1),
      needed: [withOutcome(paid, { refundedCents: 4000 })],
      verdicts: nothing('invalid'),
    },
    {
      what: 'asks in another’s name',
      after: made(4000),
      needed: [paid],
      verdicts: allBut('not-allowed', { office: 'ok' }),
    },
    {
      what: 'says that it is done',
      before: stored,
      after: withRefundOutcome(stored, { state: 'done', entry: 'ledger-entry:e9' }),
      needed: [paid],
      verdicts: nothing('immutable'),
    },
    {
      what: 'changes the amount',
      before: stored,
      after: { ...stored, body: { ...stored.body, cents: 1 } },
      needed: [paid],
      verdicts: nothing('immutable'),
    },
    { what: 'deletes it', before: stored, needed: [paid], verdicts: allBut('not-allowed') },
  ],
  sight: [
    {
      what: 'is for its household, the office and the board',
      doc: stored,
      seenBy: ['office', 'board', 'lead', 'head', 'member'],
    },
  ],
  edit: ({ body }) => ({ outcome: { ...(body['outcome'] as object), state: 'pending' } }),
  own: ({ member }) => ({ author: member }),
};
