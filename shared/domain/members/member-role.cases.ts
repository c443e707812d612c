/** What the tests must know of roles: samples, who may do what, who sees them. */
import { aRole } from '@communitrak/testkit/builders.ts';
import type { EntityCases } from '@communitrak/testkit/entity-cases.ts';
import { allBut } from '@communitrak/testkit/verdicts.ts';
import { changeMemberRole, memberRoleEntity } from './index.ts';

const stored = aRole('m-board', 'board');
const community = ['office', 'board', 'lead', 'head', 'member', 'neighbour'] as const;

const changes = [
  ['gives one to a neighbour', undefined, aRole('m-next', 'board')],
  ['makes a member of the office a leader', aRole('m-office', 'office'), aRole('m-office', 'office', 'lead')],
  ['makes the head a director', undefined, aRole('m-head', 'board')],
  ['makes the member a director', undefined, aRole('m-member', 'board')],
  ['makes the tenant office', undefined, aRole('m-tenant', 'office')],
  ['raises a director', stored, changeMemberRole(stored, ['board', 'lead'])],
  ['takes it away', stored, changeMemberRole(stored, [])],
] as const;

export const cases: EntityCases = {
  entity: memberRoleEntity,
  samples: [aRole('m1', 'office'), aRole('m2', 'board'), aRole('m3', 'lead'), aRole('m4')],
  access: [
    ...changes.map(([what, before, after]) => ({
      what,
      before,
      after,
      verdicts: allBut('not-allowed', { lead: 'ok' }),
    })),
    { what: 'deletes it', before: stored, verdicts: allBut('not-allowed') },
  ],
  sight: [
    { what: 'is for the community: everyone may know who leads', doc: stored, seenBy: community },
    { what: 'is for who has it', doc: aRole('m-tenant', 'board'), seenBy: [...community, 'tenant'] },
  ],
  edit: () => ({ roles: ['board', 'office'] }),
};
