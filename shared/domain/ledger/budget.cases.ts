/** What the tests must know of budgets: samples, who may keep them, who sees them. */
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { allBut } from '@communitrak/testkit/verdicts.ts';
import { budgetEntity, createBooks, createBudget, firstBooks, planAccount, spread } from './index.ts';

const stored = createBudget({
  from: '2026-01',
  currency: 'USD',
  lines: [{ code: '4000', months: [...spread(120_000, 1)] }],
});
const needed = [createBooks(firstBooks('USD'))];
const office = { office: 'ok', lead: 'ok' };
const nothing = (code: string) => allBut('not-allowed', { office: code, lead: code });

export const cases: EntityCases = {
  entity: budgetEntity,
  samples: [stored],
  access: [
    { what: 'begins it', after: stored, needed, verdicts: allBut('not-allowed', office) },
    {
      what: 'plans an account',
      before: stored,
      after: planAccount(stored, '4100', spread(5000, 3)),
      needed,
      verdicts: allBut('not-allowed', office),
    },
    {
      what: 'begins it under another year’s name',
      after: { ...stored, id: 'budget:main.2027-01' },
      needed,
      verdicts: nothing('invalid'),
    },
    {
      what: 'counts in another currency',
      after: createBudget({ ...stored.body, currency: 'EUR' }),
      needed,
      verdicts: nothing('invalid'),
    },
    { what: 'deletes it', before: stored, needed, verdicts: allBut('not-allowed') },
  ],
  sight: [{ what: 'is for the office and the board', doc: stored, seenBy: ['office', 'board', 'lead'] }],
  edit: () => ({ lines: [] }),
};
