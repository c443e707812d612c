/** Links between members and households, as other features and rooms may use them. */
import { defineEntity } from '../core/entity.ts';
import {
  householdLinkAudience,
  householdLinkNeeds,
  householdLinkRights,
  mayWriteHouseholdLink,
} from './household-link.access.ts';
import { householdLinkOrder, type HouseholdLinkBody, householdLinkShape } from './household-link.ts';

export * from './household-link.ts';

export const householdLinkEntity = defineEntity<HouseholdLinkBody>({
  ...householdLinkShape,
  collection: 'people',
  order: householdLinkOrder,
  needs: householdLinkNeeds,
  audience: householdLinkAudience,
  mayWrite: mayWriteHouseholdLink,
  rights: householdLinkRights,
});
