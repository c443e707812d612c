import { describe, expect, it } from 'vitest';
import { aLink } from '@communitrak/testkit/builders.ts';
import { endHouseholdLink, householdLinkEntity, renewHouseholdLink } from './index.ts';

describe('a household link', () => {
  it('has the same id wherever it is made, and belongs to its household', () => {
    expect(aLink('m1', 'h1')).toMatchObject({ id: 'household-link:m1.h1', parent: 'household:h1' });
  });

  it('is ended and renewed; the end goes without a trace in the body', () => {
    const ended = endHouseholdLink(aLink(), '2026-01-31');
    expect(ended.body.to).toBe('2026-01-31');
    const renewed = renewHouseholdLink(ended, 'head', '2026-02-01');
    expect(renewed.body).toEqual({ ...aLink().body, role: 'head', from: '2026-02-01' });
    expect('to' in renewed.body).toBe(false);
  });

  it('sorts the head first, tenants last', () => {
    expect(aLink('m1', 'h1', 'head').order < aLink('m2', 'h1').order).toBe(true);
    expect(aLink('m2', 'h1').order < aLink('m3', 'h1', 'tenant').order).toBe(true);
  });

  it('refuses a role it does not know', () => {
    const doc = aLink();
    expect(householdLinkEntity.parse({ ...doc, body: { ...doc.body, role: 'guest' } })).toMatchObject({
      ok: false,
    });
  });
});
