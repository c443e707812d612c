/** What the tests must know of payouts: samples, that nobody writes them, who sees them. */
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { allBut } from '@communitrak/testkit/verdicts.ts';
import { createPayout, payoutEntity, type Payout, type PayoutFacts, type PayoutLine } from './index.ts';

const facts: PayoutFacts = {
  gateway: 'po_1OaFDbEcg9tTZuTgNYmX0PKB',
  created: '2026-12-01T00:00:00.000Z',
  arrives: '2026-12-03',
  state: 'on-its-way',
  wasPaid: false,
  failedOn: '',
  failure: '',
  cents: 1976,
  currency: 'USD',
  destination: { kind: 'bank', brand: 'STRIPE TEST BANK', last4: '6789' },
};
const line = (over: Partial<PayoutLine>): PayoutLine => ({
  kind: 'payment',
  payment: 'h1.r1.1',
  grossCents: 1000,
  feeCents: 24,
  netCents: 976,
  onTopCents: 0,
  gateway: 'txn_1',
  ...over,
});
const lines = [
  line({}),
  line({ grossCents: 1024, netCents: 1000, onTopCents: 24, payment: 'h2.r2.1', gateway: 'txn_2' }),
];
const only = (over: Partial<PayoutFacts>): Payout => {
  const [first] = createPayout({ ...facts, ...over }, lines);
  if (first === undefined) throw new Error('no payout');
  return first;
};
const stored = only({});
const paid = only({ state: 'paid', wasPaid: true });

export const cases: EntityCases = {
  entity: payoutEntity,
  samples: [stored, only({ gateway: 'po_2', state: 'pending' })],
  serverOnly: true,
  access: [
    { what: 'writes one', after: stored, verdicts: allBut('not-allowed') },
    { what: 'says that it was paid', before: stored, after: paid, verdicts: allBut('not-allowed') },
    { what: 'deletes it', before: stored, verdicts: allBut('not-allowed') },
  ],
  sight: [{ what: 'is for office, board and leaders', doc: stored, seenBy: ['office', 'board', 'lead'] }],
  edit: () => ({ state: 'paid', wasPaid: true }),
};
