/** What the tests must know of payment plans: samples, who may make and end them, who sees them. */
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { allBut, who, type Who } from '@communitrak/testkit/verdicts.ts';
import {
  createBooks,
  createPaymentPlan,
  endPlan,
  firstBooks,
  giveDefaultNotice,
  instalmentsOf,
  paymentPlanEntity,
  type PaymentPlan,
  type PaymentPlanBody,
} from './index.ts';

const body: PaymentPlanBody = {
  household: 'h1',
  currency: 'USD',
  agreed: '2026-01-15',
  charges: [{ entry: 'ledger-entry:e1', cents: 10_000 }],
  totalCents: 10_000,
  instalments: [...instalmentsOf(10_000, 3, '2026-01-31')],
  graceDays: 5,
  waives: true,
  text: 'Agreed by phone',
  author: 'm9',
};
const stored = createPaymentPlan(body, 'pp1');
const made =
  (over: Partial<PaymentPlanBody> = {}) =>
  (name: Who): PaymentPlan =>
    createPaymentPlan({ ...body, ...over, author: who(name).member }, 'pp2');
const end = (name: Who) => ({ on: '2026-03-10', reason: 'February is missing', by: who(name).member });
const office = { office: 'ok', lead: 'ok' };
const nothing = (code: string) => allBut('not-allowed', { office: code, lead: code });

export const cases: EntityCases = {
  entity: paymentPlanEntity,
  samples: [stored, endPlan(stored, { on: '2026-03-10', reason: 'Paid by the bank', by: 'm9' })],
  access: [
    { what: 'agrees on one', after: made(), verdicts: allBut('not-allowed', office) },
    {
      what: 'agrees in another currency',
      after: made({ currency: 'EUR' }),
      needed: [createBooks(firstBooks('USD'))],
      verdicts: nothing('invalid'),
    },
    {
      what: 'has instalments that do not add up',
      after: made({ instalments: [{ due: '2026-01-31', cents: 9999 }] }),
      verdicts: nothing('invalid'),
    },
    {
      what: 'has one due on 30 February',
      after: made({ instalments: [{ due: '2026-02-30', cents: 10_000 }] }),
      verdicts: nothing('invalid'),
    },
    {
      what: 'has them out of order',
      after: made({
        instalments: [
          { due: '2026-03-01', cents: 5000 },
          { due: '2026-02-01', cents: 5000 },
        ],
      }),
      verdicts: nothing('invalid'),
    },
    {
      what: 'gives notice of default',
      before: stored,
      after: (name) => giveDefaultNotice(stored, end(name)),
      verdicts: allBut('not-allowed', office),
    },
    {
      what: 'gives it in another’s name',
      before: stored,
      after: giveDefaultNotice(stored, { ...end('office'), by: 'somebody' }),
      verdicts: allBut('not-allowed'),
    },
    {
      what: 'takes the notice back',
      before: giveDefaultNotice(stored, end('office')),
      after: stored,
      verdicts: nothing('immutable'),
    },
    {
      what: 'changes what was agreed',
      before: stored,
      after: { ...stored, body: { ...stored.body, waives: false } },
      verdicts: nothing('immutable'),
    },
    { what: 'deletes it', before: stored, verdicts: allBut('not-allowed') },
  ],
  sight: [
    {
      what: 'is for its household, the office and the board',
      doc: stored,
      seenBy: ['office', 'board', 'lead', 'head', 'member'],
    },
  ],
  edit: () => ({ defaulted: { on: '2026-03-10', reason: 'February is missing', by: 'm9' } }),
  own: ({ member }) => ({ author: member }),
};
