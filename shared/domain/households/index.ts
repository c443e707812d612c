/** Households, as other features and rooms may use them. */
import { defineEntity } from '../core/entity.ts';
import { householdAudience, householdNeeds, mayWriteHousehold } from './household.access.ts';
import { householdOrder, type HouseholdBody, householdShape } from './household.ts';

export * from './household.ts';

export const householdEntity = defineEntity<HouseholdBody>({
  ...householdShape,
  collection: 'places',
  order: householdOrder,
  needs: householdNeeds,
  audience: householdAudience,
  mayWrite: mayWriteHousehold,
  mergeable: true,
});
