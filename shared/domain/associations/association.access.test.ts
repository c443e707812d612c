import { describe, expect, it } from 'vitest';
import { ASSOCIATION, aPrincipal, anAssociation } from '@communitrak/testkit/builders.ts';
import { verdictOf, who } from '@communitrak/testkit/verdicts.ts';
import { associationEntity } from './index.ts';

const stored = anAssociation();

describe('the association of a database', () => {
  it('is one: a leader here changes no other', () => {
    const other = anAssociation({ local: 'oak-hill' });
    expect(verdictOf(associationEntity, who('lead'), { before: other, after: other })).toBe('not-allowed');
    const there = { ...aPrincipal('m1', ['all', 'lead', 'office']), association: 'oak-hill' };
    expect(verdictOf(associationEntity, there, { before: stored, after: stored })).toBe('not-allowed');
  });

  it('has its local id', () => {
    expect(stored.id).toBe(`association:${ASSOCIATION}`);
  });
});
