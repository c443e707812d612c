/** What the tests must know of saved ways to pay: samples, that nobody writes them, that their household alone sees them. */
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { allBut } from '@communitrak/testkit/verdicts.ts';
import { createPaymentMethod, paymentMethodEntity, type PaymentMethodBody } from './index.ts';

const body: PaymentMethodBody = {
  household: 'h1',
  gateway: 'pm_1VisaOfTheHeads',
  kind: 'card',
  brand: 'visa',
  last4: '4242',
  isDefault: true,
  state: 'usable',
};
const stored = createPaymentMethod(body);
const bank = createPaymentMethod({
  ...body,
  gateway: 'pm_1BankOfTheHeads',
  kind: 'bank',
  brand: 'STRIPE TEST BANK',
  last4: '6789',
  isDefault: false,
  state: 'pending',
});

export const cases: EntityCases = {
  entity: paymentMethodEntity,
  samples: [stored, bank],
  serverOnly: true,
  access: [
    { what: 'adds one', after: stored, verdicts: allBut('not-allowed') },
    {
      what: 'makes it the default',
      before: bank,
      after: createPaymentMethod({ ...bank.body, isDefault: true }),
      verdicts: allBut('not-allowed'),
    },
    { what: 'deletes it', before: stored, verdicts: allBut('not-allowed') },
  ],
  sight: [{ what: 'is for its household alone', doc: stored, seenBy: ['head', 'member'] }],
  edit: () => ({ brand: 'mastercard' }),
};
