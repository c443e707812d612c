/**
 * A member's card: what every neighbour may see of them, and whether they are active. How to reach them is another
 * document (member-details.ts), because privacy is by document.
 */
import Type from 'typebox';
import { newEnvelope, withBody } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { makeId } from '../core/ids.ts';
import { alphabetical } from '../core/order.ts';
import type { Shape } from '../core/read.ts';
import { MaybeLine, MaybeLocalId } from '../core/shapes.ts';

export const MEMBER_STATES = ['active', 'inactive', 'suspended'] as const;

export const MEMBER_VERSION = 1;
export const MemberSchema = Type.Object({
  first: MaybeLine(80),
  last: MaybeLine(80),
  /** Free text shown beside the name, e.g. `Treasurer`; gives no rights. */
  title: MaybeLine(80),
  state: Type.Enum(MEMBER_STATES),
  /** Local id of the head of household who added this member; '' when the office did. */
  addedBy: MaybeLocalId,
});
export const memberShape = { type: 'member', version: MEMBER_VERSION, schema: MemberSchema } satisfies Shape;
export type MemberBody = Type.Static<typeof MemberSchema>;
export type Member = Envelope<MemberBody>;

/** `Fatima Smith`. */
export function displayName(body: Pick<MemberBody, 'first' | 'last'>): string {
  return `${body.first.trim()} ${body.last.trim()}`.trim();
}

export function memberOrder({ body }: Member): string {
  return alphabetical(`${body.last} ${body.first}`.trim());
}

/** @param local new, or derived where the same file may be read twice */
export function createMember(body: MemberBody, local: string): Member {
  return newEnvelope(
    { id: makeId('member', local), type: 'member', version: MEMBER_VERSION },
    body,
    memberOrder,
  );
}

export function changeMember(doc: Member, changes: Partial<Omit<MemberBody, 'addedBy'>>): Member {
  return withBody(doc, { ...doc.body, ...changes }, memberOrder);
}
