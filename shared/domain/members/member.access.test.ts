import { describe, expect, it } from 'vitest';
import { aMember } from '@communitrak/testkit/builders.ts';
import { allBut, verdictOf, verdictsOf, who } from '@communitrak/testkit/verdicts.ts';
import { changeMember, memberEntity } from './index.ts';

const stored = aMember('m-member', 'Mike Member');
const office = { office: 'ok', lead: 'ok' };

describe('who × change of a member’s card', () => {
  it.each([
    ['adds a member for the office', undefined, aMember('m9'), allBut('not-allowed', office)],
    [
      'adds a household member',
      undefined,
      aMember('m9', 'Ada Head', { addedBy: 'm-head' }),
      allBut('not-allowed', { head: 'ok' }),
    ],
    [
      'adds one with a title',
      undefined,
      aMember('m9', 'Ada Head', { addedBy: 'm-head', title: 'President' }),
      allBut('not-allowed'),
    ],
    [
      'adds one in another’s name',
      undefined,
      aMember('m9', 'Ada Next', { addedBy: 'm-member' }),
      allBut('not-allowed'),
    ],
    ['corrects the name', stored, changeMember(stored, { last: 'Membre' }), allBut('not-allowed', office)],
    ['gives a title', stored, changeMember(stored, { title: 'Chair' }), allBut('not-allowed', office)],
    ['takes the name away', stored, changeMember(stored, { first: '', last: ' ' }), allBut('invalid')],
    ['suspends', stored, changeMember(stored, { state: 'suspended' }), allBut('not-allowed', { lead: 'ok' })],
    ['retires', stored, changeMember(stored, { state: 'inactive' }), allBut('not-allowed', { lead: 'ok' })],
    [
      'rewrites who added them',
      stored,
      { ...stored, body: { ...stored.body, addedBy: 'm-head' } },
      allBut('not-allowed', { office: 'immutable', lead: 'immutable' }),
    ],
    ['deletes it', stored, undefined, allBut('not-allowed')],
  ])('%s', (_name, before, after, expected) => {
    expect(verdictsOf(memberEntity, { before, after })).toEqual(expected);
  });

  it('lets no leader suspend or retire themselves', () => {
    const own = aMember('m-lead', 'Lena Lead');
    const gone = changeMember(own, { state: 'inactive' });
    expect(verdictOf(memberEntity, who('lead'), { before: own, after: gone })).toBe('not-allowed');
  });

  it('gives its state and name, and is for the community and the member to see', () => {
    const card = changeMember(stored, { state: 'suspended' });
    expect(memberEntity.rights(card, new Map())).toEqual({
      member: 'm-member',
      keys: [],
      state: 'suspended',
      name: 'Mike Member',
    });
    expect(memberEntity.audience(card, new Map())).toEqual(['all', 'office', 'u:m-member']);
  });
});
