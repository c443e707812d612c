/** Households, as other features and rooms may use them. */
import { defineEntity } from '../core/entity.ts';
import { householdAudience, householdNeeds, mayWriteHousehold } from './household.access.ts';
import { householdShape } from './household.migrations.ts';
import { createHousehold, householdOrder, type HouseholdBody } from './household.ts';

export * from './household.ts';
export { readHousehold } from './household.migrations.ts';

export const householdEntity = defineEntity<HouseholdBody>({
  ...householdShape,
  collection: 'places',
  order: householdOrder,
  needs: householdNeeds,
  audience: householdAudience,
  mayWrite: mayWriteHousehold,
  mergeable: true,
  samples: () => [
    createHousehold({ name: 'Smith Household', kind: 'owner', property: 'p1' }, 'h1'),
    createHousehold({ name: 'Diaz Household', kind: 'tenant', property: 'p1' }, 'h2'),
  ],
});
