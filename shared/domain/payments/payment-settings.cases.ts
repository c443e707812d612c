/** What the tests must know of payment settings: samples, that the office alone decides them, that everybody reads them. */
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { allBut } from '@communitrak/testkit/verdicts.ts';
import {
  changePaymentSettings,
  createPaymentSettings,
  paymentSettingsEntity,
  USUAL_SETTINGS,
} from './index.ts';

const stored = createPaymentSettings(USUAL_SETTINGS);
const office = { office: 'ok', lead: 'ok' };

export const cases: EntityCases = {
  entity: paymentSettingsEntity,
  samples: [stored],
  access: [
    { what: 'decides them', after: stored, verdicts: allBut('not-allowed', office) },
    {
      what: 'has the association bear the fee',
      before: stored,
      after: changePaymentSettings(stored, { feePayer: { card: 'association', bank: 'association' } }),
      verdicts: allBut('not-allowed', office),
    },
    {
      what: 'tries again in no order',
      before: stored,
      after: changePaymentSettings(stored, { autopayRetryDays: [5, 3] }),
      verdicts: allBut('not-allowed', { office: 'invalid', lead: 'invalid' }),
    },
    { what: 'deletes them', before: stored, verdicts: allBut('not-allowed') },
  ],
  sight: [
    {
      what: 'are for everybody of the community',
      doc: stored,
      seenBy: ['office', 'board', 'lead', 'head', 'member', 'neighbour'],
    },
  ],
  edit: () => ({ returnFeeCents: 2500 }),
};
