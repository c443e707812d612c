/** The association, as other features and rooms may use it. */
import { defineEntity } from '../core/entity.ts';
import { associationAudience, associationNeeds, mayWriteAssociation } from './association.access.ts';
import { associationOrder, type AssociationBody, associationShape } from './association.ts';

export * from './association.ts';

export const associationEntity = defineEntity<AssociationBody>({
  ...associationShape,
  collection: 'association',
  order: associationOrder,
  needs: associationNeeds,
  audience: associationAudience,
  mayWrite: mayWriteAssociation,
});
