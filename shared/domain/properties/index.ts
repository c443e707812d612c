/** Properties, as other features and rooms may use them. */
import { defineEntity } from '../core/entity.ts';
import { mayWriteProperty, propertyAudience, propertyNeeds } from './property.access.ts';
import { propertyShape } from './property.migrations.ts';
import { createProperty, propertyOrder, type PropertyBody } from './property.ts';

export * from './property.ts';
export { readProperty } from './property.migrations.ts';

const home: PropertyBody = {
  kind: 'home',
  name: '',
  lot: '12',
  street: '148 Mill Race Rd',
  unit: '',
  city: 'Orlando',
  state: 'FL',
  zip: '32801',
};

export const propertyEntity = defineEntity<PropertyBody>({
  ...propertyShape,
  collection: 'places',
  order: propertyOrder,
  needs: propertyNeeds,
  audience: propertyAudience,
  mayWrite: mayWriteProperty,
  mergeable: true,
  samples: () => [
    createProperty(home, 'p1'),
    createProperty({ ...home, kind: 'common', name: 'Pool', lot: '', street: '' }, 'p2'),
  ],
});
