/** How a stored association is read: its shape, and the steps from older versions. Steps are numbered, pure, never edited. */
import type { Body, Envelope } from '../core/envelope.ts';
import { readNeeded, type Shape } from '../core/read.ts';
import {
  ASSOCIATION_VERSION,
  AssociationSchema,
  type Association,
  type AssociationBody,
} from './association.ts';

/** Version 1 is the first, so there is no step yet. */
export const associationMigrations: Readonly<Record<number, (body: Body) => Body>> = {};

export const associationShape: Shape = {
  type: 'association',
  version: ASSOCIATION_VERSION,
  schema: AssociationSchema,
  migrations: associationMigrations,
};

export function readAssociation(doc: Envelope | undefined): Association | undefined {
  return readNeeded<AssociationBody>(associationShape, doc);
}
