import { describe, expect, it } from 'vitest';
import { aHousehold } from '@communitrak/testkit/builders.ts';
import { allBut, verdictOf, verdictsOf, who } from '@communitrak/testkit/verdicts.ts';
import { householdEntity, renameHousehold } from './index.ts';

const stored = aHousehold('h1', { property: 'p1' });
const office = { office: 'ok', lead: 'ok' };

describe('who × change of a household', () => {
  it.each([
    ['adds one', undefined, aHousehold('h9'), allBut('not-allowed', office)],
    [
      'renames head and member’s',
      stored,
      renameHousehold(stored, 'Heads'),
      allBut('not-allowed', { ...office, head: 'ok' }),
    ],
    [
      'moves it to another property',
      stored,
      { ...stored, body: { ...stored.body, property: 'p2' } },
      allBut('not-allowed', { office: 'immutable', lead: 'immutable', head: 'immutable' }),
    ],
    [
      'turns owners into tenants',
      stored,
      { ...stored, body: { ...stored.body, kind: 'tenant' } },
      allBut('not-allowed', { office: 'immutable', lead: 'immutable', head: 'immutable' }),
    ],
    ['deletes it', stored, undefined, allBut('not-allowed')],
  ])('%s', (_name, before, after, expected) => {
    expect(verdictsOf(householdEntity, { before, after })).toEqual(expected);
  });

  it('stands at a property that is there', () => {
    const lost = aHousehold('h9', { property: 'nowhere' });
    expect(verdictOf(householdEntity, who('office'), { after: lost })).toBe('missing-document');
    expect(householdEntity.needs(lost)).toEqual(['property:nowhere']);
  });

  it('is for its people and the office to see', () => {
    expect(householdEntity.audience(stored, new Map())).toEqual(['hh:h1', 'office']);
  });
});
