import { describe, expect, it } from 'vitest';
import { aHousehold } from '@communitrak/testkit/builders.ts';
import { householdEntity, renameHousehold } from './index.ts';

describe('a household', () => {
  it('keeps all but its name when renamed', () => {
    const renamed = renameHousehold(aHousehold('h1', { name: 'Smith' }), '  Smith-Ortiz ');
    expect(renamed.body).toEqual({ name: 'Smith-Ortiz', kind: 'owner', property: 'p1' });
    expect(renamed.order).toBe('smith-ortiz');
  });

  it('needs a name and a property', () => {
    const doc = aHousehold();
    expect(householdEntity.parse({ ...doc, body: { ...doc.body, name: '' } })).toMatchObject({ ok: false });
    expect(householdEntity.parse({ ...doc, body: { ...doc.body, property: '' } })).toMatchObject({
      ok: false,
    });
  });
});
