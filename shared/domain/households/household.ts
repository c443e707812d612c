/**
 * A household: the people who belong together at a property. Owners and their tenants are two households of one
 * property, so that what concerns one is not the other's to see.
 */
import Type from 'typebox';
import { newEnvelope, withBody } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { makeId } from '../core/ids.ts';
import { alphabetical } from '../core/order.ts';
import type { Shape } from '../core/read.ts';
import { Line, LocalId } from '../core/shapes.ts';

export const HOUSEHOLD_VERSION = 1;
export const HouseholdSchema = Type.Object({
  /** E.g. `Smith Household`. */
  name: Line(120),
  kind: Type.Union([Type.Literal('owner'), Type.Literal('tenant')]),
  /** Local id. */
  property: LocalId,
});
export const householdShape = {
  type: 'household',
  version: HOUSEHOLD_VERSION,
  schema: HouseholdSchema,
} satisfies Shape;
export type HouseholdBody = Type.Static<typeof HouseholdSchema>;
export type Household = Envelope<HouseholdBody>;

export function householdOrder(doc: Household): string {
  return alphabetical(doc.body.name);
}

/** @param local new, or derived where the same file may be read twice */
export function createHousehold(body: HouseholdBody, local: string): Household {
  const head = { id: makeId('household', local), type: 'household', version: HOUSEHOLD_VERSION };
  return newEnvelope(head, body, householdOrder);
}

export function renameHousehold(doc: Household, name: string): Household {
  return withBody(doc, { ...doc.body, name: name.trim() }, householdOrder);
}
