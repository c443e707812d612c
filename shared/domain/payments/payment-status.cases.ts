/** What the tests must know of the payment status: a sample, that nobody writes it, that everybody reads it. */
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { allBut } from '@communitrak/testkit/verdicts.ts';
import { createPaymentStatus, paymentStatusEntity } from './index.ts';

const stored = createPaymentStatus({ open: true, mode: 'sandbox', currency: 'USD' });

export const cases: EntityCases = {
  entity: paymentStatusEntity,
  samples: [stored],
  serverOnly: true,
  access: [
    { what: 'writes it', after: stored, verdicts: allBut('not-allowed') },
    {
      what: 'closes payments',
      before: stored,
      after: createPaymentStatus({ ...stored.body, open: false }),
      verdicts: allBut('not-allowed'),
    },
    { what: 'deletes it', before: stored, verdicts: allBut('not-allowed') },
  ],
  sight: [
    {
      what: 'is for everybody of the community',
      doc: stored,
      seenBy: ['office', 'board', 'lead', 'head', 'member', 'neighbour'],
    },
  ],
  edit: () => ({ open: false }),
};
