/** What the tests must know of the books: samples, who may change what, who reads the rules. */
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { allBut, who } from '@communitrak/testkit/verdicts.ts';
import { booksEntity, changeBooks, createBooks, firstBooks, moveLock, type BooksBody } from './index.ts';

const rule = (from: string): BooksBody['rules'][number] => ({
  from,
  pack: 'US-CA',
  changes: {},
  reason: 'Resolution 4',
  by: 'm9',
});
const stored = createBooks({
  ...firstBooks('USD'),
  lockedThrough: '2025-12-31',
  rules: [rule('2020-01-01')],
});
const AT = '2026-02-02T09:00:00.000Z';
const lockedBySomebody = changeBooks(stored, moveLock(stored.body, '2026-01-31', { by: 'somebody', at: AT }));
const office = { office: 'ok', lead: 'ok' };
const nothing = (code: string) => allBut('not-allowed', { office: code, lead: code });

export const cases: EntityCases = {
  entity: booksEntity,
  samples: [createBooks(firstBooks('USD'))],
  access: [
    { what: 'begins them', after: createBooks(firstBooks('USD')), verdicts: allBut('not-allowed', office) },
    {
      what: 'locks a month',
      before: stored,
      after: changeBooks(stored, { lockedThrough: '2026-01-31' }),
      verdicts: allBut('not-allowed', office),
    },
    {
      what: 'opens a month again',
      before: stored,
      after: changeBooks(stored, { lockedThrough: '2025-11-30' }),
      verdicts: allBut('not-allowed', { lead: 'ok' }),
    },
    {
      what: 'locks on a day that is none',
      before: stored,
      after: changeBooks(stored, { lockedThrough: '2026-02-30' }),
      verdicts: nothing('invalid'),
    },
    {
      what: 'locks a month in another’s name',
      before: stored,
      after: lockedBySomebody,
      verdicts: nothing('not-allowed'),
    },
    {
      what: 'says another lock than the one that holds',
      before: stored,
      after: (name) =>
        changeBooks(stored, { locks: [{ through: '2026-01-31', at: AT, by: who(name).member }] }),
      verdicts: nothing('invalid'),
    },
    {
      what: 'forgets who locked',
      before: lockedBySomebody,
      after: changeBooks(lockedBySomebody, { locks: [] }),
      verdicts: nothing('immutable'),
    },
    {
      what: 'gives new rules from a day to come',
      before: stored,
      after: changeBooks(stored, { rules: [...stored.body.rules, rule('2030-01-01')] }),
      verdicts: allBut('not-allowed', office),
    },
    {
      what: 'gives new rules for the past',
      before: stored,
      after: changeBooks(stored, { rules: [...stored.body.rules, rule('2021-01-01')] }),
      verdicts: nothing('invalid'),
    },
    {
      what: 'rewrites what has held',
      before: stored,
      after: changeBooks(stored, { rules: [] }),
      verdicts: nothing('immutable'),
    },
    {
      what: 'counts in another currency',
      before: stored,
      after: changeBooks(stored, { currency: 'EUR' }),
      verdicts: nothing('immutable'),
    },
    { what: 'deletes them', before: stored, verdicts: allBut('not-allowed') },
  ],
  sight: [
    {
      what: 'is for the community',
      doc: stored,
      seenBy: ['office', 'board', 'lead', 'head', 'member', 'neighbour'],
    },
  ],
  edit: () => ({ lockedThrough: '2026-01-31' }),
};
