/** What the tests must know of notices: samples, that nobody writes them, who sees them. */
import { START, accepted } from '@communitrak/testkit/builders.ts';
import { isoInstant } from '../core/dates.ts';
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { allBut } from '@communitrak/testkit/verdicts.ts';
import { createNotice, noticeEntity } from './index.ts';

const sample = createNotice({
  kind: 'new-request',
  about: 'request:r1',
  title: 'Water under the sink',
  by: 'm1',
  from: 'Fatima Smith',
  at: isoInstant(START),
});
const reminder = createNotice({
  kind: 'autopay-reminder',
  about: 'ledger-entry:e1',
  title: 'Assessment, December 2026',
  by: 'system',
  from: 'Communitrak',
  at: isoInstant(START),
  household: 'h1',
  cents: 10_000,
  currency: 'USD',
  day: '2026-12-01',
});
const written = accepted(sample, 'system');

export const cases: EntityCases = {
  entity: noticeEntity,
  samples: [sample, reminder],
  serverOnly: true,
  access: [
    { what: 'writes one', after: sample, verdicts: allBut('not-allowed') },
    {
      what: 'rewrites it',
      before: written,
      after: { ...written, body: { ...written.body, title: 'Other' } },
      verdicts: allBut('not-allowed'),
    },
    { what: 'deletes it', before: written, verdicts: allBut('not-allowed') },
  ],
  sight: [
    { what: 'of a new request is for the office', doc: written, seenBy: ['office', 'lead'] },
    { what: 'of autopay is for its household', doc: reminder, seenBy: ['head', 'member'] },
  ],
  edit: () => ({ title: 'Other words' }),
};
