/** How to reach a member: for the member, their household and the office. One a member, derived id. No birth date. */
import Type from 'typebox';
import { newEnvelope, withBody } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { makeId } from '../core/ids.ts';
import type { Shape } from '../core/read.ts';
import { AddressSchema, LocalId, MaybeEmail, MaybePhone } from '../core/shapes.ts';

export const MEMBER_DETAILS_VERSION = 1;
export const MemberDetailsSchema = Type.Object({
  member: LocalId,
  /** Local ids of the households whose people see these details; kept in step with the member's links. */
  households: Type.Array(LocalId, { maxItems: 20, uniqueItems: true }),
  email: MaybeEmail,
  phone: MaybePhone,
  /** Where letters go when not to the property; every part '' otherwise. */
  mailing: AddressSchema,
});
export const memberDetailsShape = {
  type: 'member-details',
  version: MEMBER_DETAILS_VERSION,
  schema: MemberDetailsSchema,
} satisfies Shape;
export type MemberDetailsBody = Type.Static<typeof MemberDetailsSchema>;
export type MemberDetails = Envelope<MemberDetailsBody>;

export function memberDetailsOrder(doc: MemberDetails): string {
  return doc.body.email.toLowerCase().slice(0, 60);
}

export function createMemberDetails(body: MemberDetailsBody): MemberDetails {
  const parent = makeId('member', body.member);
  const id = makeId('member-details', body.member);
  return newEnvelope(
    { id, type: 'member-details', version: MEMBER_DETAILS_VERSION, parent },
    body,
    memberDetailsOrder,
  );
}

export function changeMemberDetails(
  doc: MemberDetails,
  changes: Partial<Omit<MemberDetailsBody, 'member'>>,
): MemberDetails {
  return withBody(doc, { ...doc.body, ...changes }, memberDetailsOrder);
}
