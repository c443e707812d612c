import { describe, expect, it } from 'vitest';
import { aProperty } from '@communitrak/testkit/builders.ts';
import { changeProperty, propertyEntity, propertyLabel } from './index.ts';

describe('a property', () => {
  it('is named as people name it', () => {
    const { body } = aProperty('p1', '12');
    expect(propertyLabel(body)).toBe('Lot 12, 148 Maple Row');
    expect(propertyLabel({ ...body, unit: 'B' })).toBe('Lot 12, 148 Maple Row, Unit B');
    expect(propertyLabel({ ...body, lot: '' })).toBe('148 Maple Row');
    expect(propertyLabel({ ...body, kind: 'common', name: 'Pool' })).toBe('Pool');
  });

  it('sorts homes by street and number as people count, common areas after them', () => {
    const home = aProperty('p1', '1');
    const of = (street: string): string => changeProperty(home, { street }).order;
    const pool = changeProperty(home, { kind: 'common', name: 'A pool' }).order;
    const sorted = [of('104 Oak St'), of('9 Oak St'), pool, of('20 Elm St')].toSorted();
    expect(sorted).toEqual([of('20 Elm St'), of('9 Oak St'), of('104 Oak St'), pool]);
  });

  it('refuses a shape it does not know, and keeps fields it does not know', () => {
    const home = aProperty();
    expect(propertyEntity.parse({ ...home, body: { ...home.body, kind: 'castle' } })).toMatchObject({
      ok: false,
    });
    expect(propertyEntity.parse({ ...home, body: { ...home.body, street: 'x'.repeat(121) } })).toMatchObject({
      ok: false,
    });
    const more = { ...home, body: { ...home.body, parcel: '12-A' } };
    expect(propertyEntity.parse(more)).toEqual({ ok: true, doc: more });
  });
});
