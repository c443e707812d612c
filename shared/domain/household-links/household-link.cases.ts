/** What the tests must know of household links: samples, who may do what, who sees them. */
import { aLink, aMember } from '@communitrak/testkit/builders.ts';
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { allBut } from '@communitrak/testkit/verdicts.ts';
import { createHouseholdLink, endHouseholdLink, householdLinkEntity, renewHouseholdLink } from './index.ts';

const stored = aLink('m-member', 'h1', 'member');
const heads = aLink('m-head', 'h1', 'head');
const newcomer = aMember('m9', 'Ada Head', { addedBy: 'm-head' });
const office = { office: 'ok', lead: 'ok' };
const ended = endHouseholdLink(stored, '2026-03-01');

const changes = [
  ['adds a person the head entered', undefined, aLink('m9', 'h1'), { ...office, head: 'ok' }],
  ['adds that person as a second head', undefined, aLink('m9', 'h1', 'head'), office],
  ['adds that person next door', undefined, aLink('m9', 'h2'), office],
  ['adds a neighbour to the head’s household', undefined, aLink('m-next', 'h1'), office],
  ['ends the member’s', stored, ended, { ...office, head: 'ok' }],
  ['renews it', ended, renewHouseholdLink(ended, 'member', '2026-03-02'), { ...office, head: 'ok' }],
  ['makes the member head', stored, renewHouseholdLink(stored, 'head', '2026-03-02'), office],
  ['ends the head’s', heads, endHouseholdLink(heads, '2026-03-01'), office],
  ['lowers the head', heads, renewHouseholdLink(heads, 'member', '2026-03-01'), office],
] as const;

const head = {
  association: 'maple-row',
  member: 'm1',
  household: 'h1',
  role: 'head',
  from: '2019-05-01',
} as const;

export const cases: EntityCases = {
  entity: householdLinkEntity,
  samples: [
    createHouseholdLink(head),
    createHouseholdLink({ ...head, member: 'm2', role: 'member', to: '2024-08-31' }),
    createHouseholdLink({ ...head, member: 'm5', household: 'h2', role: 'tenant' }),
  ],
  access: [
    ...changes.map(([what, before, after, allowed]) => ({
      what,
      before,
      after,
      needed: [newcomer],
      verdicts: allBut('not-allowed', allowed),
    })),
    { what: 'deletes it', before: stored, verdicts: allBut('not-allowed') },
  ],
  sight: [
    {
      what: 'is for the household and the office',
      doc: stored,
      seenBy: ['office', 'lead', 'head', 'member'],
    },
    {
      what: 'is for whose it is, also of another household',
      doc: aLink('m-tenant', 'h1'),
      seenBy: ['office', 'lead', 'head', 'member', 'tenant'],
    },
  ],
  edit: () => ({ to: '2025-01-31' }),
  more: () => [aLink('m6', 'h1', 'member')],
};
