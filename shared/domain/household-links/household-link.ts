/**
 * Who belongs to which household, since when and until when. A link is ended, never deleted: the record of who lived
 * where stays. Its id is derived, so that two offices linking the same person write the same document.
 */
import Type from 'typebox';
import { newEnvelope, withBody } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { makeId } from '../core/ids.ts';
import type { Shape } from '../core/read.ts';
import { DateText, LocalId } from '../core/shapes.ts';

export const LINK_ROLES = ['head', 'member', 'tenant'] as const;
export type LinkRole = (typeof LINK_ROLES)[number];

export const HOUSEHOLD_LINK_VERSION = 1;
export const HouseholdLinkSchema = Type.Object({
  /** Local id of the association: its document decides what a tenant sees, and needs() must name it. */
  association: LocalId,
  member: LocalId,
  household: LocalId,
  role: Type.Enum(LINK_ROLES),
  /** Date they moved in. */
  from: DateText,
  /** Date they left; absent while they belong to it. */
  to: Type.Optional(DateText),
});
export const householdLinkShape = {
  type: 'household-link',
  version: HOUSEHOLD_LINK_VERSION,
  schema: HouseholdLinkSchema,
} satisfies Shape;
export type HouseholdLinkBody = Type.Static<typeof HouseholdLinkSchema>;
export type HouseholdLink = Envelope<HouseholdLinkBody>;

export function householdLinkOrder(doc: HouseholdLink): string {
  const rank = { head: '0', member: '1', tenant: '2' } as const;
  return `${rank[doc.body.role]}.${doc.body.from}`;
}

export function householdLinkId(member: string, household: string): string {
  return makeId('household-link', `${member}.${household}`);
}

export function createHouseholdLink(body: HouseholdLinkBody): HouseholdLink {
  return newEnvelope(
    {
      id: householdLinkId(body.member, body.household),
      type: 'household-link',
      version: HOUSEHOLD_LINK_VERSION,
      parent: makeId('household', body.household),
    },
    body,
    householdLinkOrder,
  );
}

/** @param to calendar date of leaving, today or earlier */
export function endHouseholdLink(doc: HouseholdLink, to: string): HouseholdLink {
  return withBody(doc, { ...doc.body, to }, householdLinkOrder);
}

/** The same person comes back to the same household. */
export function renewHouseholdLink(doc: HouseholdLink, role: LinkRole, from: string): HouseholdLink {
  const { to: _ended, ...body } = doc.body;
  return withBody(doc, { ...body, role, from }, householdLinkOrder);
}
