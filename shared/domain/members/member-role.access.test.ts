import { describe, expect, it } from 'vitest';
import { aRole } from '@communitrak/testkit/builders.ts';
import { verdictOf, who } from '@communitrak/testkit/verdicts.ts';
import { changeMemberRole, memberRoleEntity } from './index.ts';

const stored = aRole('m-board', 'board');

describe('a role', () => {
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

  it('is of a member who exists', () => {
    expect(verdictOf(memberRoleEntity, who('lead'), { after: aRole('nobody', 'board') })).toBe(
      'missing-document',
    );
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
