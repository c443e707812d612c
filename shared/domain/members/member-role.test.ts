import { describe, expect, it } from 'vitest';
import { aRole } from '@communitrak/testkit/builders.ts';
import { memberRoleEntity } from './index.ts';

describe('a role', () => {
  it('is one document a member, by derived id', () => {
    expect(aRole('m4', 'board')).toMatchObject({ id: 'member-role:m4', parent: 'member:m4' });
  });

  it('is office, board or lead, each once', () => {
    const doc = aRole('m4', 'board');
    expect(memberRoleEntity.parse({ ...doc, body: { ...doc.body, roles: ['king'] } })).toMatchObject({
      ok: false,
    });
    expect(memberRoleEntity.parse(aRole('m4', 'board', 'board'))).toMatchObject({ ok: false });
  });
});
