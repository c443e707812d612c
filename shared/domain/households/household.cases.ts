/** What the tests must know of households: samples, who may do what, who sees them. */
import { aHousehold, aLink } from '@communitrak/testkit/builders.ts';
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { actor } from '@communitrak/testkit/matrix-people.ts';
import { allBut } from '@communitrak/testkit/verdicts.ts';
import { createHousehold, householdEntity, renameHousehold } from './index.ts';

const stored = aHousehold('h1', { property: 'p1' });
const office = { office: 'ok', lead: 'ok' };
const immutable = { office: 'immutable', lead: 'immutable', head: 'immutable' };

export const cases: EntityCases = {
  entity: householdEntity,
  samples: [
    createHousehold({ name: 'Smith Household', kind: 'owner', property: 'p1' }, 'h1'),
    createHousehold({ name: 'Diaz Household', kind: 'tenant', property: 'p1' }, 'h2'),
  ],
  access: [
    { what: 'adds one', after: aHousehold('h9'), verdicts: allBut('not-allowed', office) },
    {
      what: 'renames head and member’s',
      before: stored,
      after: renameHousehold(stored, 'Heads'),
      verdicts: allBut('not-allowed', { ...office, head: 'ok' }),
    },
    {
      what: 'moves it to another property',
      before: stored,
      after: { ...stored, body: { ...stored.body, property: 'p2' } },
      verdicts: allBut('not-allowed', immutable),
    },
    {
      what: 'turns owners into tenants',
      before: stored,
      after: { ...stored, body: { ...stored.body, kind: 'tenant' } },
      verdicts: allBut('not-allowed', immutable),
    },
    { what: 'deletes it', before: stored, verdicts: allBut('not-allowed') },
  ],
  sight: [
    {
      what: 'is for its people, the office and the board',
      doc: stored,
      seenBy: ['office', 'board', 'lead', 'head', 'member'],
    },
  ],
  edit: ({ body }) => ({ name: `${String(body['name'])} anew` }),
  more: () => [aHousehold('h7', { name: 'Seventh' })],
  around: (subject) => (['head', 'member'] as const).map((role) => aLink(actor(role).member, subject, role)),
};
