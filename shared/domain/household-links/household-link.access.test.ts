import { describe, expect, it } from 'vitest';
import { aLink, aPrincipal, anAssociation } from '@communitrak/testkit/builders.ts';
import { small, smallNeeded, verdictOf, who } from '@communitrak/testkit/verdicts.ts';
import { advanceAcl, currentKeys } from '../core/rights.ts';
import { entityOf } from '../registry.ts';
import { endHouseholdLink, householdLinkEntity } from './index.ts';

const stored = aLink('m-member', 'h1', 'member');
const ended = endHouseholdLink(stored, '2026-03-01');

describe('a household link', () => {
  it.each([
    ['a tenant in the owners’ household', aLink('m-tenant', 'h1', 'tenant'), 'invalid'],
    ['an owner in the tenants’ household', aLink('m-head', 'h3', 'member'), 'invalid'],
    ['a member who is not there', aLink('nobody', 'h1'), 'missing-document'],
    ['a household that is not there', aLink('m-head', 'h77'), 'missing-document'],
    ['another association', aLink('m-head', 'h2', 'member', 'oak-hill'), 'not-allowed'],
    ['an id of another pair', { ...aLink('m-head', 'h2'), id: 'household-link:m-next.h2' }, 'immutable'],
    ['a day that is none', { ...stored, body: { ...stored.body, from: '2026-02-30' } }, 'invalid'],
    ['an end in the future', endHouseholdLink(stored, '2026-03-09'), 'invalid'],
    ['an end before the beginning', endHouseholdLink(stored, '2019-04-30'), 'invalid'],
  ])('the office neither: %s', (_name, after, expected) => {
    expect(verdictOf(householdLinkEntity, who('office'), { after })).toBe(expected);
  });

  it('is for the household, the office and the member to see', () => {
    expect(householdLinkEntity.audience(stored, smallNeeded)).toEqual(['hh:h1', 'office', 'u:m-member']);
  });
});

describe('what a link gives', () => {
  const keysOf = (link: ReturnType<typeof aLink>, tenantsSeeCommunity: boolean): readonly string[] => {
    const association = anAssociation({ tenantsSeeCommunity });
    const needed = new Map([...smallNeeded, [association.id, association]]);
    return householdLinkEntity.rights(link, needed)?.keys ?? [];
  };

  it.each([
    ['head', aLink('m1', 'h1', 'head'), ['all', 'hh:h1', 'head:h1'], ['all', 'hh:h1', 'head:h1']],
    ['member', aLink('m1', 'h1'), ['all', 'hh:h1'], ['all', 'hh:h1']],
    ['tenant', aLink('m-tenant', 'h3', 'tenant'), ['all', 'hh:h3'], ['hh:h3']],
    ['who left', ended, [], []],
  ])('%s', (_role, link, whenTenantsSee, whenTheyDoNot) => {
    expect(keysOf(link, true)).toEqual(whenTenantsSee);
    expect(keysOf(link, false)).toEqual(whenTheyDoNot);
  });

  it('a missing association gives a tenant no community', () => {
    const link = aLink('m-tenant', 'h3', 'tenant');
    expect(householdLinkEntity.rights(link, new Map())?.keys).toEqual(['hh:h3']);
  });

  it('the documents of the small association give the keys that its principals have', () => {
    for (const { member, principal } of Object.values(small.people)) {
      let acl = advanceAcl(undefined, member, 'none', undefined, 1);
      for (const doc of small.documents) {
        const entity = entityOf(doc.type);
        const given = entity?.rights(doc, smallNeeded);
        if (given === undefined || given.member !== member) continue;
        const { member: _member, ...source } = given;
        acl = advanceAcl(acl, member, doc.id, source, 2);
      }
      expect([...currentKeys(acl)].toSorted()).toEqual([...principal.keys].toSorted());
      expect(acl).toMatchObject({ name: principal.name, state: 'active' });
    }
    expect(aPrincipal('m1').keys).toContain('u:m1');
  });
});
