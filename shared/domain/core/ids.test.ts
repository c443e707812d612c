import { describe, expect, it } from 'vitest';
import { childId, isId, localOf, makeId, typeOf, MAX_ID_LENGTH } from './ids.ts';

describe('ids', () => {
  it.each([
    'request:0190f3c1-7b5a-7cc0-9d53-0a1b2c3d4e5f',
    'household-link:m1.h1',
    'charge:2026-03.h12',
    `a:${'x'.repeat(MAX_ID_LENGTH - 2)}`,
  ])('%s is one', (id) => {
    expect(isId(id)).toBe(true);
    expect(makeId(typeOf(id), localOf(id))).toBe(id);
  });

  it.each([
    '',
    'request',
    'request:',
    ':r1',
    'Request:r1',
    'request:R1',
    'request:-r1',
    'request:.r1',
    'request:r 1',
    'request:r/1',
    'request:r:1',
    '_design:x',
    '1request:r1',
    'request:r1\n',
    `a:${'x'.repeat(MAX_ID_LENGTH - 1)}`,
    undefined,
    7,
  ])('%j is none', (id) => {
    expect(isId(id)).toBe(false);
  });

  it('of a child begin with the parent’s local part', () => {
    expect(childId('request-event', 'request:r1', 'u1')).toBe('request-event:r1.u1');
    expect(isId(childId('request-event', 'request:r1', 'u1'))).toBe(true);
  });

  it('that are none have no type', () => {
    expect(typeOf('nothing')).toBe('');
  });
});
