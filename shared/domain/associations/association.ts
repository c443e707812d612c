/** The association itself: its name, its zone and currency, how to reach it, and what it lets tenants see. */
import Type from 'typebox';
import { newEnvelope, withBody } from '../core/draft.ts';
import type { Envelope } from '../core/envelope.ts';
import { makeId } from '../core/ids.ts';
import { alphabetical } from '../core/order.ts';
import type { Shape } from '../core/read.ts';
import { AddressSchema, Line, MaybeEmail, MaybePhone } from '../core/shapes.ts';

export const ASSOCIATION_VERSION = 1;
export const AssociationSchema = Type.Object({
  name: Line(120),
  /** IANA zone, e.g. `America/New_York`: decides what day it is. */
  timeZone: Line(60),
  /** ISO 4217. */
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  /** BCP 47, for what the association itself writes. */
  locale: Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', maxLength: 20 }),
  address: AddressSchema,
  email: MaybeEmail,
  phone: MaybePhone,
  /** Whether tenants belong to the community: directory, association's pages. Else they see their own household alone. */
  tenantsSeeCommunity: Type.Boolean(),
  /** Parts of the app that it does not use, by their keys. Nothing of them is deleted, and all are in use without it. */
  modulesOff: Type.Optional(
    Type.Array(Type.String({ pattern: '^[a-z][a-z-]*$', maxLength: 40 }), {
      maxItems: 60,
      uniqueItems: true,
    }),
  ),
});
export const associationShape = {
  type: 'association',
  version: ASSOCIATION_VERSION,
  schema: AssociationSchema,
} satisfies Shape;
export type AssociationBody = Type.Static<typeof AssociationSchema>;
export type Association = Envelope<AssociationBody>;

export function associationOrder(doc: Association): string {
  return alphabetical(doc.body.name);
}

/** The one association document of a database. @param local the association's local id, as in the URL */
export function createAssociation(local: string, body: AssociationBody): Association {
  const head = { id: makeId('association', local), type: 'association', version: ASSOCIATION_VERSION };
  return newEnvelope(head, body, associationOrder);
}

/** The same association with one part of the app in use or not. */
export function switchModule(doc: Association, module: string, on: boolean): Association {
  const others = (doc.body.modulesOff ?? []).filter((key) => key !== module);
  return changeAssociation(doc, { modulesOff: on ? others : [...others, module].toSorted() });
}

export function changeAssociation(doc: Association, changes: Partial<AssociationBody>): Association {
  return withBody(doc, { ...doc.body, ...changes }, associationOrder);
}
