/** What the tests must know of closed years: samples, that nobody writes them, who sees them. */
import { accepted } from '@communitrak/testkit/builders.ts';
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { anEntry } from '@communitrak/testkit/ledger.ts';
import { allBut } from '@communitrak/testkit/verdicts.ts';
import { carriedOver } from './carried.ts';
import { closedYearEntity, lineOf, packYear, rulesOfBooks } from './index.ts';

const entries = [
  anEntry({ local: 'e1', posted: '2025-01-01', due: '2025-01-31' }),
  anEntry({ local: 'e2', posted: '2025-02-10', kind: 'payment', cents: -4000, method: 'check' }),
];
const head = { household: 'h1', year: 2025, through: '2025-12-31' };
const left = carriedOver(entries.map(lineOf), rulesOfBooks(undefined));
const sample = packYear(head, entries, left);
/** Of an account that only all of its entries tell. */
const opened = packYear(head, entries, undefined);
const written = accepted(sample, 'system');

export const cases: EntityCases = {
  entity: closedYearEntity,
  samples: [sample, opened],
  serverOnly: true,
  access: [
    { what: 'closes a year', after: sample, verdicts: allBut('not-allowed') },
    {
      what: 'forgets what is open',
      before: written,
      after: { ...written, body: { ...written.body, carried: [] } },
      verdicts: allBut('not-allowed'),
    },
    { what: 'deletes it', before: written, verdicts: allBut('not-allowed') },
  ],
  sight: [
    {
      what: 'is for the account’s household, the office and the board',
      doc: written,
      seenBy: ['office', 'board', 'lead', 'head', 'member'],
    },
  ],
  edit: () => ({ carried: [] }),
};
