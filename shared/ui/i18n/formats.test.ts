import { describe, expect, it } from 'vitest';
import { formatsFor } from './formats.ts';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const HOUR = 3_600_000;
const at = (ms: number): string => new Date(NOW + ms).toISOString();
const en = formatsFor('en-US', 'America/New_York');
const es = formatsFor('es-US', 'America/New_York');

describe('when', () => {
  it.each([
    [0, 'now'],
    [-59_000, 'now'],
    [-60_000, '1 minute ago'],
    [-HOUR, '1 hour ago'],
    [-23.9 * HOUR, '23 hours ago'],
    [-24 * HOUR, 'yesterday'],
    [-6.9 * 24 * HOUR, '6 days ago'],
  ])('is relative within a week: %d ms', (ms, words) => {
    expect(en.when(at(ms), NOW)).toBe(words);
  });

  it.each([
    [30 * 60_000, 'now'],
    [2 * HOUR, 'Mar 10, 2026'],
    [48 * HOUR, 'Mar 12, 2026'],
  ])(
    'never says that something is still to happen, on a device whose clock is behind: %d ms',
    (ms, words) => {
      expect(en.when(at(ms), NOW)).toBe(words);
    },
  );

  it('is absolute from a week on', () => {
    expect(en.when(at(-7 * 24 * HOUR), NOW)).toBe('Mar 3, 2026');
    expect(es.when(at(-7 * 24 * HOUR), NOW)).toMatch(/3 mar 2026/);
  });

  it('shows nothing for what is no instant', () => {
    expect(en.when('soon', NOW)).toBe('');
    expect(en.fullTime('')).toBe('');
  });
});

describe('date', () => {
  it('is the calendar’s, whatever the zone: the first of March stays the first', () => {
    for (const zone of ['Pacific/Honolulu', 'Pacific/Kiritimati'])
      expect(formatsFor('en-US', zone).date('2026-03-01')).toBe('Mar 1, 2026');
    expect(en.date('2026-02-30x')).toBe('');
  });
});

describe('numbers', () => {
  it('have the member’s separators', () => {
    expect(en.number(3870)).toBe('3,870');
  });

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [18_400_000, '18.4 MB'],
    [2_100_000_000, '2.1 GB'],
    [9_000_000_000_000, '9,000 GB'],
  ])('count bytes in words: %d', (bytes, words) => {
    expect(en.bytes(bytes)).toBe(words);
  });

  it('are money from whole cents', () => {
    expect(en.money({ cents: -1250, currency: 'USD' })).toBe('-$12.50');
    expect(en.money({ cents: 165_100, currency: 'USD' })).toBe('$1,651.00');
  });
});
