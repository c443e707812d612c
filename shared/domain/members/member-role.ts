/** What a member is to the association beyond their household: office, board, community leader. One a member. */
import Type from 'typebox';
import { newEnvelope, withBody } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { makeId } from '../core/ids.ts';
import type { Role } from '../core/principal.ts';
import type { Shape } from '../core/read.ts';
import { LocalId } from '../core/shapes.ts';

export const ROLES = ['office', 'board', 'lead'] as const satisfies readonly Role[];

export const MEMBER_ROLE_VERSION = 1;
export const MemberRoleSchema = Type.Object({
  member: LocalId,
  /** Empty when every role has been given up. */
  roles: Type.Array(Type.Enum(ROLES), {
    maxItems: ROLES.length,
    uniqueItems: true,
  }),
});
export const memberRoleShape = {
  type: 'member-role',
  version: MEMBER_ROLE_VERSION,
  schema: MemberRoleSchema,
} satisfies Shape;
export type MemberRoleBody = Type.Static<typeof MemberRoleSchema>;
export type MemberRole = Envelope<MemberRoleBody>;

export function memberRoleOrder(doc: MemberRole): string {
  return doc.body.member.slice(0, 60);
}

export function createMemberRole(member: string, roles: readonly Role[]): MemberRole {
  const id = makeId('member-role', member);
  const head = { id, type: 'member-role', version: MEMBER_ROLE_VERSION, parent: makeId('member', member) };
  return newEnvelope(head, { member, roles: [...roles] }, memberRoleOrder);
}

export function changeMemberRole(doc: MemberRole, roles: readonly Role[]): MemberRole {
  return withBody(doc, { ...doc.body, roles: [...roles] }, memberRoleOrder);
}
