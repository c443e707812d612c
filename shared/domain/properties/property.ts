/** A place of the association: a home with its lot and address, or a common area with its name. */
import Type from 'typebox';
import { newEnvelope, withBody } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { makeId } from '../core/ids.ts';
import { alphabetical } from '../core/order.ts';
import type { Shape } from '../core/read.ts';
import { MaybeLine } from '../core/shapes.ts';

export const PROPERTY_VERSION = 1;
export const MOST_SHARE = 1_000_000_000;
export const PropertySchema = Type.Object({
  kind: Type.Union([Type.Literal('home'), Type.Literal('common')]),
  /** A common area's name, e.g. `Pool`; '' for a home, which its address names. */
  name: MaybeLine(120),
  lot: MaybeLine(20),
  street: MaybeLine(120),
  unit: MaybeLine(20),
  city: MaybeLine(80),
  state: MaybeLine(40),
  zip: MaybeLine(20),
  /** What the declaration sorts homes by, where dues differ: `Townhome`. Absent: none. */
  class: Type.Optional(MaybeLine(40)),
  /** Its part of the common expenses by the declaration, in any whole unit that all homes use: square feet, hundred-thousandths. */
  share: Type.Optional(Type.Integer({ minimum: 0, maximum: MOST_SHARE })),
});
export const propertyShape = {
  type: 'property',
  version: PROPERTY_VERSION,
  schema: PropertySchema,
} satisfies Shape;
export type PropertyBody = Type.Static<typeof PropertySchema>;
export type Property = Envelope<PropertyBody>;

/** How people name the place: `Lot 12, 148 Mill Race Rd`, `Pool`. */
export function propertyLabel(body: PropertyBody): string {
  if (body.name !== '') return body.name;
  const street = [body.street, body.unit === '' ? '' : `Unit ${body.unit}`].filter((part) => part !== '');
  return [body.lot === '' ? '' : `Lot ${body.lot}`, ...street].filter((part) => part !== '').join(', ');
}

/** Homes by street and number, common areas after them by name. */
export function propertyOrder({ body }: Property): string {
  const [, number = '', street = body.street] = /^(\d+)\s+(.*)$/.exec(body.street) ?? [];
  const text = body.kind === 'home' ? `${street} ${number} ${body.unit} ${body.lot}` : body.name;
  return alphabetical(`${body.kind === 'home' ? 'a' : 'b'} ${text.trim()}`);
}

/** @param local new, or derived where the same file may be read twice */
export function createProperty(body: PropertyBody, local: string): Property {
  const head = { id: makeId('property', local), type: 'property', version: PROPERTY_VERSION };
  return newEnvelope(head, body, propertyOrder);
}

export function changeProperty(doc: Property, changes: Partial<PropertyBody>): Property {
  return withBody(doc, { ...doc.body, ...changes }, propertyOrder);
}
