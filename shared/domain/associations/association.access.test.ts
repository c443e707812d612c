import { describe, expect, it } from 'vitest';
import { ASSOCIATION, aPrincipal, anAssociation } from '@communitrak/testkit/builders.ts';
import { allBut, verdictOf, verdictsOf, who } from '@communitrak/testkit/verdicts.ts';
import { associationEntity, changeAssociation } from './index.ts';

const stored = anAssociation();

describe('who × change of the association', () => {
  it.each([
    ['renames it', changeAssociation(stored, { name: 'Maple Row' }), allBut('not-allowed', { lead: 'ok' })],
    [
      'lets tenants in',
      changeAssociation(stored, { tenantsSeeCommunity: false }),
      allBut('not-allowed', { lead: 'ok' }),
    ],
    [
      'a zone that is none',
      changeAssociation(stored, { timeZone: 'Mars/Base' }),
      allBut('not-allowed', { lead: 'invalid' }),
    ],
    ['deletes it', undefined, allBut('not-allowed')],
  ])('%s', (_name, after, expected) => {
    expect(verdictsOf(associationEntity, { before: stored, after })).toEqual(expected);
  });

  it('is created with its database, by nobody who signs in', () => {
    expect(verdictsOf(associationEntity, { after: stored })).toEqual(allBut('not-allowed'));
  });

  it('is one: a leader here changes no other', () => {
    const other = anAssociation({ local: 'oak-hill' });
    expect(verdictOf(associationEntity, who('lead'), { before: other, after: other })).toBe('not-allowed');
    const there = { ...aPrincipal('m1', ['all', 'lead', 'office']), association: 'oak-hill' };
    expect(verdictOf(associationEntity, there, { before: stored, after: stored })).toBe('not-allowed');
  });

  it('is for the community to see', () => {
    expect(associationEntity.audience(stored, new Map())).toEqual(['all', 'office']);
    expect(stored.id).toBe(`association:${ASSOCIATION}`);
  });
});
