import { describe, expect, it } from 'vitest';
import { dateInZone, dayEnds, daysBetween, isCalendarDate, isInstant, isZone, isoInstant } from './dates.ts';

describe('dates', () => {
  it.each([
    ['2026-03-01T02:00:00Z', 'America/New_York', '2026-02-28'],
    ['2026-03-08T06:59:00Z', 'America/New_York', '2026-03-08'],
    ['2026-11-01T05:30:00Z', 'America/New_York', '2026-11-01'],
    ['2026-03-01T02:00:00Z', 'Asia/Tokyo', '2026-03-01'],
    ['2026-12-31T23:59:59.999Z', 'UTC', '2026-12-31'],
  ])('%s in %s is %s', (instant, zone, date) => {
    expect(dateInZone(instant, zone)).toBe(date);
  });

  it.each(['2026-02-28', '2028-02-29', '0001-01-01'])('%s is a day', (text) => {
    expect(isCalendarDate(text)).toBe(true);
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-3-1',
    '20260301',
    '',
    '2026-03-01T00:00',
    null,
    20260301,
  ])('%j is none', (text) => {
    expect(isCalendarDate(text)).toBe(false);
  });

  it('are so many days apart, across a change of the clock too', () => {
    expect(daysBetween('2026-03-01', '2026-03-15')).toBe(14);
    expect(daysBetween('2026-03-15', '2026-03-01')).toBe(-14);
    expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
  });

  it('know a zone, and an instant in our form', () => {
    expect([isZone('America/New_York'), isZone('Mars/Base'), isZone(''), isZone(5)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(isInstant(isoInstant(0))).toBe(true);
    expect([
      isInstant('2026-03-01'),
      isInstant('2026-03-01T00:00:00+01:00'),
      isInstant('xZ'),
      isInstant(1),
    ]).toEqual([false, false, false, false]);
  });
});

describe('the end of a day', () => {
  it.each([
    ['2026-06-30', 'America/New_York', '2026-07-01T03:59:59.999Z'],
    // 23 hours, then 25.
    ['2026-03-08', 'America/New_York', '2026-03-09T03:59:59.999Z'],
    ['2026-11-01', 'America/New_York', '2026-11-02T04:59:59.999Z'],
    // Midnight does not exist there on the next day: it begins at one.
    ['2018-11-03', 'America/Sao_Paulo', '2018-11-04T02:59:59.999Z'],
    ['2026-12-31', 'Pacific/Kiritimati', '2026-12-31T09:59:59.999Z'],
  ])('%s in %s is %s', (date, zone, instant) => {
    expect(dayEnds(date, zone)).toBe(instant);
    expect(dateInZone(instant, zone)).toBe(date);
  });
});
