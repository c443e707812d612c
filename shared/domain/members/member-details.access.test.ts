import { describe, expect, it } from 'vitest';
import { aMember, someDetails } from '@communitrak/testkit/builders.ts';
import { allBut, verdictOf, verdictsOf, who } from '@communitrak/testkit/verdicts.ts';
import { changeMemberDetails, memberDetailsEntity } from './index.ts';

const stored = someDetails('m-member', ['h1']);
const office = { office: 'ok', lead: 'ok' };
const newcomer = aMember('m9', 'Ada Head', { addedBy: 'm-head' });

describe('who × change of a member’s details', () => {
  it.each([
    ['corrects the phone', changeMemberDetails(stored, { phone: '555-0100' }), { ...office, member: 'ok' }],
    ['shows them to another household', changeMemberDetails(stored, { households: ['h1', 'h2'] }), office],
    [
      'takes them out of the household',
      changeMemberDetails(stored, { households: [] }),
      { ...office, head: 'ok' },
    ],
    [
      'takes them out and changes the phone as well',
      changeMemberDetails(stored, { households: [], phone: '555-0100' }),
      office,
    ],
    ['moves them to the neighbours', changeMemberDetails(stored, { households: ['h2'] }), office],
  ])('%s', (_name, after, allowed) => {
    expect(verdictsOf(memberDetailsEntity, { before: stored, after })).toEqual(
      allBut('not-allowed', allowed),
    );
  });

  it.each([
    ['of someone the head added', someDetails('m9', ['h1']), { ...office, head: 'ok' }],
    ['shown to the neighbours too', someDetails('m9', ['h1', 'h2']), office],
    ['shown to nobody', someDetails('m9', []), office],
    ['of an old neighbour', someDetails('m-next', ['h1']), office],
  ])('creates details %s', (_name, after, allowed) => {
    expect(verdictsOf(memberDetailsEntity, { after, needed: [newcomer] })).toEqual(
      allBut('not-allowed', allowed),
    );
  });

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

  it('are never deleted, and seen by household, office and member', () => {
    expect(verdictsOf(memberDetailsEntity, { before: stored })).toEqual(allBut('not-allowed'));
    expect(memberDetailsEntity.audience(stored, new Map())).toEqual(['hh:h1', 'office', 'u:m-member']);
  });
});
