/** How a stored property is read: its shape, and the steps from older versions. Steps are numbered, pure, never edited. */
import type { Body, Envelope } from '../core/envelope.ts';
import { readNeeded, type Shape } from '../core/read.ts';
import { PROPERTY_VERSION, PropertySchema, type Property, type PropertyBody } from './property.ts';

/** Version 1 is the first, so there is no step yet. */
export const propertyMigrations: Readonly<Record<number, (body: Body) => Body>> = {};

export const propertyShape: Shape = {
  type: 'property',
  version: PROPERTY_VERSION,
  schema: PropertySchema,
  migrations: propertyMigrations,
};

export function readProperty(doc: Envelope | undefined): Property | undefined {
  return readNeeded<PropertyBody>(propertyShape, doc);
}
