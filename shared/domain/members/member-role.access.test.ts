import { describe, expect, it } from 'vitest';
import { aRole } from '@communitrak/testkit/builders.ts';
import { allBut, verdictOf, verdictsOf, who } from '@communitrak/testkit/verdicts.ts';
import { changeMemberRole, memberRoleEntity } from './index.ts';

const stored = aRole('m-board', 'board');

describe('who × change of a role', () => {
  it.each([
    ['gives one to a neighbour', undefined, aRole('m-next', 'board')],
    [
      'makes a member of the office a leader',
      aRole('m-office', 'office'),
      aRole('m-office', 'office', 'lead'),
    ],
    ['makes the head a director', undefined, aRole('m-head', 'board')],
    ['makes the member a director', undefined, aRole('m-member', 'board')],
    ['makes the tenant office', undefined, aRole('m-tenant', 'office')],
    ['raises a director', stored, changeMemberRole(stored, ['board', 'lead'])],
    ['takes it away', stored, changeMemberRole(stored, [])],
  ])('%s: a community leader alone', (_name, before, after) => {
    expect(verdictsOf(memberRoleEntity, { before, after })).toEqual(allBut('not-allowed', { lead: 'ok' }));
  });

  it('nobody changes their own, a leader neither', () => {
    const own = aRole('m-lead', 'lead');
    const more = changeMemberRole(own, ['lead', 'board']);
    expect(verdictOf(memberRoleEntity, who('lead'), { before: own, after: more })).toBe('not-allowed');
    const less = changeMemberRole(own, []);
    expect(verdictOf(memberRoleEntity, who('lead'), { before: own, after: less })).toBe('not-allowed');
    const disguised = { ...more, id: 'member-role:m-next' };
    expect(verdictOf(memberRoleEntity, who('lead'), { after: disguised })).toBe('not-allowed');
    const other = { ...aRole('m-next', 'lead'), id: 'member-role:m-lead' };
    expect(verdictOf(memberRoleEntity, who('lead'), { after: other })).toBe('not-allowed');
  });

  it('is for the community to see: everyone may know who leads', () => {
    expect(memberRoleEntity.audience(stored, new Map())).toEqual(['all', 'office', 'u:m-board']);
  });

  it('is of a member who exists, and never deleted', () => {
    expect(verdictOf(memberRoleEntity, who('lead'), { after: aRole('nobody', 'board') })).toBe(
      'missing-document',
    );
    expect(verdictsOf(memberRoleEntity, { before: stored })).toEqual(allBut('not-allowed'));
  });

  it.each([
    [['office'], ['all', 'office']],
    [['board'], ['all', 'board']],
    [['lead'], ['all', 'board', 'lead', 'office']],
    [
      ['office', 'board'],
      ['all', 'board', 'office'],
    ],
    [[], []],
  ] as const)('%j carries %j', (roles, keys) => {
    const given = memberRoleEntity.rights(aRole('m9', ...roles), new Map());
    expect([...(given?.keys ?? [])].toSorted()).toEqual(keys);
  });
});
