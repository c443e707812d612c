/** What the tests must know of members' cards: samples, who may do what, who sees them. */
import { aMember } from '@communitrak/testkit/builders.ts';
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { actor } from '@communitrak/testkit/matrix-people.ts';
import { allBut } from '@communitrak/testkit/verdicts.ts';
import { changeMember, memberEntity } from './index.ts';

const stored = aMember('m-member', 'Mike Member');
const own = aMember('m-tenant', 'Tom Tenant');
const office = allBut('not-allowed', { office: 'ok', lead: 'ok' });
const community = ['office', 'board', 'lead', 'head', 'member', 'neighbour'] as const;

export const cases: EntityCases = {
  entity: memberEntity,
  samples: [
    aMember('m1', 'Fatima Smith'),
    aMember('m2', 'Ruth Smith', { state: 'suspended' }),
    aMember('m3', 'Ada Smith', { state: 'inactive', addedBy: 'm1' }),
  ],
  access: [
    { what: 'adds a member for the office', after: aMember('m9'), verdicts: office },
    {
      what: 'adds a household member',
      after: aMember('m9', 'Ada Head', { addedBy: 'm-head' }),
      verdicts: allBut('not-allowed', { head: 'ok' }),
    },
    {
      what: 'adds one with a title',
      after: aMember('m9', 'Ada Head', { addedBy: 'm-head', title: 'President' }),
      verdicts: allBut('not-allowed'),
    },
    {
      what: 'adds one in another’s name',
      after: aMember('m9', 'Ada Next', { addedBy: 'm-member' }),
      verdicts: allBut('not-allowed'),
    },
    {
      what: 'corrects the name',
      before: stored,
      after: changeMember(stored, { last: 'Membre' }),
      verdicts: office,
    },
    {
      what: 'gives a title',
      before: stored,
      after: changeMember(stored, { title: 'Chair' }),
      verdicts: office,
    },
    {
      what: 'takes the name away',
      before: stored,
      after: changeMember(stored, { first: '', last: ' ' }),
      verdicts: allBut('invalid'),
    },
    {
      what: 'suspends',
      before: stored,
      after: changeMember(stored, { state: 'suspended' }),
      verdicts: allBut('not-allowed', { lead: 'ok' }),
    },
    {
      what: 'retires',
      before: stored,
      after: changeMember(stored, { state: 'inactive' }),
      verdicts: allBut('not-allowed', { lead: 'ok' }),
    },
    {
      what: 'rewrites who added them',
      before: stored,
      after: { ...stored, body: { ...stored.body, addedBy: 'm-head' } },
      verdicts: allBut('not-allowed', { office: 'immutable', lead: 'immutable' }),
    },
    { what: 'deletes it', before: stored, verdicts: allBut('not-allowed') },
  ],
  sight: [
    { what: 'is for the community', doc: stored, seenBy: community },
    { what: 'is for the member, who may not be of it', doc: own, seenBy: [...community, 'tenant'] },
  ],
  edit: () => ({ title: 'Treasurer' }),
  own: ({ role, member }) => ({ addedBy: role === 'head' ? member : '', state: 'active' }),
  more: () => [aMember('m6', 'Added Person', { addedBy: actor('head').member })],
};
