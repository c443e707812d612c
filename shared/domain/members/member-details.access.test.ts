import { describe, expect, it } from 'vitest';
import { aMember, someDetails } from '@communitrak/testkit/builders.ts';
import { verdictOf, who } from '@communitrak/testkit/verdicts.ts';
import { changeMemberDetails, memberDetailsEntity } from './index.ts';

const stored = someDetails('m-member', ['h1']);

describe('a member’s details', () => {
  it('stay as they are while their member is suspended', () => {
    const needed = [aMember('m-member', 'Mike Member', { state: 'suspended' })];
    const after = changeMemberDetails(stored, { phone: '555-0100' });
    expect(verdictOf(memberDetailsEntity, who('member'), { before: stored, after, needed })).toBe(
      'not-allowed',
    );
  });

  it('belong to the member whose id they have, who exists', () => {
    const forged = { ...someDetails('m-member'), id: 'member-details:m-head' };
    expect(verdictOf(memberDetailsEntity, who('office'), { after: forged })).toBe('not-allowed');
    expect(verdictOf(memberDetailsEntity, who('office'), { after: someDetails('nobody') })).toBe(
      'missing-document',
    );
  });

  it('are for household, office and member', () => {
    expect(memberDetailsEntity.audience(stored, new Map())).toEqual(['hh:h1', 'office', 'u:m-member']);
  });
});
