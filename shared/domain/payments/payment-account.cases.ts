/** What the tests must know of the association's payment account: samples, that nobody writes it, who sees it. */
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { allBut } from '@communitrak/testkit/verdicts.ts';
import {
  changePaymentAccount,
  createPaymentAccount,
  paymentAccountEntity,
  type AccountFacts,
} from './index.ts';

const facts: AccountFacts = {
  account: 'acct_1Nv0FGQ9RKHgCVdK',
  detailsSubmitted: false,
  chargesEnabled: false,
  payoutsEnabled: false,
  requirements: ['company.tax_id', 'external_account'],
  deadline: '',
  disabledReason: 'requirements.past_due',
  external: null,
};
const stored = createPaymentAccount(facts);
const active = changePaymentAccount(stored, {
  ...facts,
  detailsSubmitted: true,
  chargesEnabled: true,
  payoutsEnabled: true,
  requirements: [],
  disabledReason: '',
  external: { kind: 'bank', brand: 'STRIPE TEST BANK', last4: '6789' },
});

export const cases: EntityCases = {
  entity: paymentAccountEntity,
  samples: [stored, active],
  serverOnly: true,
  access: [
    { what: 'writes it', after: stored, verdicts: allBut('not-allowed') },
    { what: 'says that it is active', before: stored, after: active, verdicts: allBut('not-allowed') },
    { what: 'deletes it', before: stored, verdicts: allBut('not-allowed') },
  ],
  sight: [{ what: 'is for office, board and leaders', doc: active, seenBy: ['office', 'board', 'lead'] }],
  edit: ({ body }) => ({ deadline: body['deadline'] === '' ? '2026-12-24T00:00:00.000Z' : '' }),
};
