/** How a stored household is read: its shape, and the steps from older versions. Steps are numbered, pure, never edited. */
import type { Body, Envelope } from '../core/envelope.ts';
import { readNeeded, type Shape } from '../core/read.ts';
import { HOUSEHOLD_VERSION, HouseholdSchema, type Household, type HouseholdBody } from './household.ts';

/** Version 1 is the first, so there is no step yet. */
export const householdMigrations: Readonly<Record<number, (body: Body) => Body>> = {};

export const householdShape: Shape = {
  type: 'household',
  version: HOUSEHOLD_VERSION,
  schema: HouseholdSchema,
  migrations: householdMigrations,
};

export function readHousehold(doc: Envelope | undefined): Household | undefined {
  return readNeeded<HouseholdBody>(householdShape, doc);
}
