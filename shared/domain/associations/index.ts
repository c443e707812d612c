/** The association, as other features and rooms may use it. */
import { defineEntity } from '../core/entity.ts';
import { NO_ADDRESS } from '../core/shapes.ts';
import { associationAudience, associationNeeds, mayWriteAssociation } from './association.access.ts';
import { associationShape } from './association.migrations.ts';
import { associationOrder, createAssociation, type AssociationBody } from './association.ts';

export * from './association.ts';
export { readAssociation } from './association.migrations.ts';

const sample: AssociationBody = {
  name: 'Maple Row Homeowners Association',
  timeZone: 'America/New_York',
  currency: 'USD',
  locale: 'en-US',
  address: { ...NO_ADDRESS, street: '1 Maple Row', city: 'Orlando', state: 'FL', zip: '32801' },
  email: 'office@example.org',
  phone: '(407) 555-0100',
  tenantsSeeCommunity: true,
};

export const associationEntity = defineEntity<AssociationBody>({
  ...associationShape,
  collection: 'association',
  order: associationOrder,
  needs: associationNeeds,
  audience: associationAudience,
  mayWrite: mayWriteAssociation,
  samples: () => [
    createAssociation('maple-row', sample),
    createAssociation('maple-row', { ...sample, tenantsSeeCommunity: false }),
  ],
});
