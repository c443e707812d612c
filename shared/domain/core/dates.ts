/**
 * Dates of the association: a calendar date is `YYYY-MM-DD`, an instant is ISO 8601 UTC. What day an instant falls on
 * depends on the association's own time zone, never on the device's.
 */
import { Temporal } from 'temporal-polyfill';

/** Milliseconds since the epoch, UTC. A parameter everywhere, so that tests decide what time it is. */
export type Clock = () => number;

export function isoInstant(ms: number): string {
  return new Date(ms).toISOString();
}

/** The calendar date of an instant in a zone, e.g. `('2026-03-01T02:00:00Z', 'America/New_York')` → `2026-02-28`. */
export function dateInZone(instant: string, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The last instant of a calendar date in a zone, also of a day of 23 or 25 hours. */
export function dayEnds(date: string, zone: string): string {
  const next = Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(zone).toInstant();
  return isoInstant(next.epochMilliseconds - 1);
}

/** True for a real calendar date: `2026-02-29` is none. */
export function isCalendarDate(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  try {
    Temporal.PlainDate.from(value, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

/** Days from one calendar date to another; positive when `to` is later. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

/** True for an instant in the one form we write: `2026-11-23T06:51:00.000Z`. */
export function isInstant(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) && value.endsWith('Z');
}

/** True for a zone this runtime knows, e.g. `America/New_York`. */
export function isZone(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(value);
    return true;
  } catch {
    return false;
  }
}
