/** What the tests must know of the association's bill: samples, that nobody writes it, who sees it. */
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { allBut } from '@communitrak/testkit/verdicts.ts';
import {
  changeSubscription,
  createSubscription,
  subscriptionEntity,
  type SubscriptionBody,
} from './index.ts';

const body: SubscriptionBody = {
  status: 'trial',
  currency: 'USD',
  baseCents: 2900,
  householdCents: 10,
  households: 100,
  began: '2026-12-01',
  trialEnds: '2026-12-15',
  periodFrom: '2026-12-01',
  periodTo: '2026-12-15',
  cancelAtEnd: false,
  endedOn: '',
  unpaidSince: '',
  paidOn: '',
  method: null,
  invoices: [
    {
      gateway: 'in_1',
      number: 'C3A1-0001',
      state: 'paid',
      created: '2026-12-01',
      from: '2026-12-01',
      to: '2026-12-15',
      totalCents: 0,
      taxCents: 0,
      paidCents: 0,
      nextTry: '',
      page: '',
      pdf: '',
    },
  ],
};
const stored = createSubscription(body);
const method = { kind: 'card', brand: 'visa', last4: '4242' } as const;

export const cases: EntityCases = {
  entity: subscriptionEntity,
  samples: [stored],
  serverOnly: true,
  access: [
    { what: 'writes it', after: stored, verdicts: allBut('not-allowed') },
    {
      what: 'pays with another’s card',
      before: stored,
      after: changeSubscription(stored, { ...body, method }),
      verdicts: allBut('not-allowed'),
    },
    { what: 'deletes it', before: stored, verdicts: allBut('not-allowed') },
  ],
  sight: [{ what: 'is for office, board and leaders', doc: stored, seenBy: ['office', 'board', 'lead'] }],
  edit: () => ({ households: 101 }),
};
