import { describe, expect, it } from 'vitest';
import { anAssociation } from '@communitrak/testkit/builders.ts';
import { associationEntity, changeAssociation, switchModule } from './index.ts';

describe('the association', () => {
  it('waits for the server after a change, and keeps what was not changed', () => {
    const changed = changeAssociation(anAssociation(), { name: 'Maple Row II' });
    expect(changed.stamp.state).toBe('waiting');
    expect(changed.body).toEqual({ ...anAssociation().body, name: 'Maple Row II' });
    expect(changed.order).toBe('maple row ii');
  });

  it.each([
    ['no name', { name: '  ' }],
    ['two lines in the name', { name: 'Maple\nRow' }],
    ['a currency in words', { currency: 'dollars' }],
    ['an e-mail address that is none', { email: 'office at example' }],
    ['a part of the app in capitals', { modulesOff: ['Polls'] }],
    ['a part of the app twice', { modulesOff: ['polls', 'polls'] }],
  ])('refuses %s', (_name, over) => {
    const doc = anAssociation();
    expect(associationEntity.parse({ ...doc, body: { ...doc.body, ...over } })).toMatchObject({ ok: false });
  });

  it('has each part of the app in use until it is switched off, and again when it is switched on', () => {
    const off = switchModule(switchModule(anAssociation(), 'polls', false), 'polls', false);
    expect(off.body.modulesOff).toEqual(['polls']);
    expect(switchModule(off, 'amenities', false).body.modulesOff).toEqual(['amenities', 'polls']);
    expect(switchModule(off, 'polls', true).body.modulesOff).toEqual([]);
  });
});
