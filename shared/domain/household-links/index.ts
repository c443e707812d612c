/** Links between members and households, as other features and rooms may use them. */
import { defineEntity } from '../core/entity.ts';
import {
  householdLinkAudience,
  householdLinkNeeds,
  householdLinkRights,
  mayWriteHouseholdLink,
} from './household-link.access.ts';
import { householdLinkShape } from './household-link.migrations.ts';
import { createHouseholdLink, householdLinkOrder, type HouseholdLinkBody } from './household-link.ts';

export * from './household-link.ts';
export { readHouseholdLink } from './household-link.migrations.ts';

const head: HouseholdLinkBody = {
  association: 'maple-row',
  member: 'm1',
  household: 'h1',
  role: 'head',
  from: '2019-05-01',
};

export const householdLinkEntity = defineEntity<HouseholdLinkBody>({
  ...householdLinkShape,
  collection: 'people',
  order: householdLinkOrder,
  needs: householdLinkNeeds,
  audience: householdLinkAudience,
  mayWrite: mayWriteHouseholdLink,
  rights: householdLinkRights,
  samples: () => [
    createHouseholdLink(head),
    createHouseholdLink({ ...head, member: 'm2', role: 'member', to: '2024-08-31' }),
    createHouseholdLink({ ...head, member: 'm5', household: 'h2', role: 'tenant' }),
  ],
});
