/** Who is told what of an unpaid bill, and when. The office's day is 3 March 2026. */
import { describe, expect, it } from 'vitest';
import { bannerOf } from './service-words.ts';

describe('above every screen', () => {
  it.each([
    ['trial', '2026-03-06', true, null, 'billing.trial.title'],
    ['trial', '2026-03-17', true, null, undefined],
    ['trial', '2026-03-06', false, null, undefined],
    ['trial', '2026-03-06', true, { kind: 'card', brand: 'visa', last4: '4242' }, undefined],
    ['active', '', true, null, undefined],
    ['warned', '2026-03-15', true, null, 'billing.state.warned'],
    ['warned', '2026-03-15', false, null, undefined],
    ['leaders-read-only', '2026-03-15', false, null, undefined],
    ['ended', '', true, null, 'billing.state.ended'],
    ['ended', '', false, null, 'billing.resident.title'],
  ] as const)('%s until %s, leader %s, method %j: %s', (state, until, leader, method, title) => {
    const service = { state, since: '2026-03-01', until };
    const told = bannerOf({ service, bill: leader ? { method } : null, leader, today: '2026-03-03' });
    expect(told?.title).toBe(title);
  });
});
