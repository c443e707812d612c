import { describe, expect, it } from 'vitest';
import { someDetails } from '@communitrak/testkit/builders.ts';
import { changeMemberDetails, memberDetailsEntity } from './index.ts';

describe('a member’s details', () => {
  it('are one document a member, by derived id', () => {
    expect(someDetails('m4')).toMatchObject({ id: 'member-details:m4', parent: 'member:m4' });
  });

  it.each([['a@b'], ['a b@example.org'], ['two@example.org, one@example.org']])(
    'take %s for no e-mail',
    (email) => {
      const doc = changeMemberDetails(someDetails(), { email });
      expect(memberDetailsEntity.parse(doc)).toMatchObject({ ok: false });
    },
  );

  it('take none at all', () => {
    const doc = changeMemberDetails(someDetails(), { email: '', phone: '' });
    expect(memberDetailsEntity.parse(doc)).toMatchObject({ ok: true });
  });
});
