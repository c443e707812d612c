import { describe, expect, it } from 'vitest';
import { aMember } from '@communitrak/testkit/builders.ts';
import { verdictOf, who } from '@communitrak/testkit/verdicts.ts';
import { changeMember, memberEntity } from './index.ts';

const stored = aMember('m-member', 'Mike Member');

describe('a member’s card', () => {
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
