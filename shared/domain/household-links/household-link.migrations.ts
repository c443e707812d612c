/** How a stored household-link is read: its shape, and the steps from older versions. Steps are numbered, pure, never edited. */
import type { Body, Envelope } from '../core/envelope.ts';
import { readNeeded, type Shape } from '../core/read.ts';
import {
  HOUSEHOLD_LINK_VERSION,
  HouseholdLinkSchema,
  type HouseholdLink,
  type HouseholdLinkBody,
} from './household-link.ts';

/** Version 1 is the first, so there is no step yet. */
export const householdLinkMigrations: Readonly<Record<number, (body: Body) => Body>> = {};

export const householdLinkShape: Shape = {
  type: 'household-link',
  version: HOUSEHOLD_LINK_VERSION,
  schema: HouseholdLinkSchema,
  migrations: householdLinkMigrations,
};

export function readHouseholdLink(doc: Envelope | undefined): HouseholdLink | undefined {
  return readNeeded<HouseholdLinkBody>(householdLinkShape, doc);
}
