/** Properties, as other features and rooms may use them. */
import { defineEntity } from '../core/entity.ts';
import { mayWriteProperty, propertyAudience, propertyNeeds } from './property.access.ts';
import { propertyOrder, type PropertyBody, propertyShape } from './property.ts';

export * from './property.ts';

export const propertyEntity = defineEntity<PropertyBody>({
  ...propertyShape,
  collection: 'places',
  order: propertyOrder,
  needs: propertyNeeds,
  audience: propertyAudience,
  mayWrite: mayWriteProperty,
  mergeable: true,
});
