/** What the tests must know of differences: samples, who may settle one, who sees them. */
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { allBut, who, type Who } from '@communitrak/testkit/verdicts.ts';
import {
  createPaymentDifference,
  foundDifference,
  paymentDifferenceEntity,
  settleDifference,
  type PaymentDifference,
  type PaymentDifferenceBody,
} from './index.ts';

const body: PaymentDifferenceBody = {
  kind: 'amount',
  gateway: 'txn_1',
  payment: 'h1.r1.1',
  household: 'h1',
  ourCents: 10_000,
  theirCents: 9900,
  currency: 'USD',
  day: '2026-12-01',
  found: '2026-12-02T03:00:00.000Z',
  gone: '',
};
const stored = createPaymentDifference(body);
const at = '2026-12-02T09:00:00.000Z';
const settledBy = (name: Who): PaymentDifference =>
  settleDifference(stored, { by: who(name).member, at, note: 'A refund at the counter' });
const office = { office: 'ok', lead: 'ok' };

export const cases: EntityCases = {
  entity: paymentDifferenceEntity,
  samples: [stored, createPaymentDifference({ ...body, kind: 'unknown', payment: '', household: '' })],
  access: [
    { what: 'finds one', after: stored, verdicts: allBut('not-allowed') },
    { what: 'says what it was', before: stored, after: settledBy, verdicts: allBut('not-allowed', office) },
    {
      what: 'says it in another’s name',
      before: stored,
      after: settleDifference(stored, { by: 'somebody', at, note: 'A refund' }),
      verdicts: allBut('not-allowed'),
    },
    {
      what: 'changes the amount',
      before: stored,
      after: (name) => ({
        ...settledBy(name),
        body: { ...settledBy(name).body, theirCents: 10_000 },
      }),
      verdicts: allBut('not-allowed', { office: 'immutable', lead: 'immutable' }),
    },
    {
      what: 'says that it is gone',
      before: stored,
      after: foundDifference(stored, { ourCents: 10_000, theirCents: 10_000, gone: at }),
      verdicts: allBut('not-allowed', { office: 'immutable', lead: 'immutable' }),
    },
    {
      what: 'says something else afterwards',
      before: settleDifference(stored, { by: 'm9', at, note: 'As it was' }),
      after: settledBy,
      verdicts: allBut('not-allowed', { office: 'immutable', lead: 'immutable' }),
    },
    { what: 'deletes it', before: stored, verdicts: allBut('not-allowed') },
  ],
  sight: [{ what: 'is for office, board and leaders', doc: stored, seenBy: ['office', 'board', 'lead'] }],
  edit: () => ({ settled: { by: 'm9', at, note: 'A refund at the counter' } }),
  own: ({ member }) => ({ settled: { by: member, at, note: 'Looked into' } }),
};
