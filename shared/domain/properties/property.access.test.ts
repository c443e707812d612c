import { describe, expect, it } from 'vitest';
import { aProperty } from '@communitrak/testkit/builders.ts';
import { allBut, verdictsOf } from '@communitrak/testkit/verdicts.ts';
import { changeProperty, propertyEntity } from './index.ts';

const stored = aProperty('p9', '9');
const officeOnly = allBut('not-allowed', { office: 'ok', lead: 'ok' });
const officeInvalid = allBut('not-allowed', { office: 'invalid', lead: 'invalid' });

describe('who × change of a property', () => {
  it.each([
    ['adds a home', undefined, stored, officeOnly],
    ['corrects the street', stored, changeProperty(stored, { street: '1 Oak' }), officeOnly],
    ['makes it common without a name', stored, changeProperty(stored, { kind: 'common' }), officeInvalid],
    ['a home without lot and street', stored, changeProperty(stored, { lot: '', street: '' }), officeInvalid],
    ['deletes it', stored, undefined, allBut('not-allowed')],
  ])('%s', (_name, before, after, expected) => {
    expect(verdictsOf(propertyEntity, { before, after })).toEqual(expected);
  });

  it('is for the community to see', () => {
    expect(propertyEntity.audience(stored, new Map())).toEqual(['all', 'office']);
  });
});
