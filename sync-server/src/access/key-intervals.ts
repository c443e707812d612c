/**
 * A document's audience over time: which keys, since when, until when (server time). Intervals stay after they end,
 * because whoever held the key in between may still hold the document and must be told to drop it. Pure.
 */
import type { Interval, KeyIntervals } from '@communitrak/domain/core/acl.ts';
import { memberKey, type Key } from '@communitrak/domain/core/principal.ts';
import { GRANT_MEMORY_MS } from '@communitrak/domain/core/rights.ts';

/** A key that comes and goes more often than this is remembered by its hull: more stubs than needed, never fewer. */
const MAX_INTERVALS = 4;
const NONE: readonly Interval[] = [];

export function isCurrent(intervals: readonly Interval[] | undefined): boolean {
  const last = intervals?.at(-1);
  return last !== undefined && last.to === undefined;
}

export function currentAudience(keys: KeyIntervals): readonly Key[] {
  return Object.keys(keys).filter((key) => isCurrent(keys[key]));
}

function hullBeyondLimit(intervals: readonly Interval[]): readonly Interval[] {
  const [first] = intervals;
  const last = intervals.at(-1);
  if (first === undefined || last === undefined || intervals.length <= MAX_INTERVALS) return intervals;
  return [last.to === undefined ? { from: first.from } : { from: first.from, to: last.to }];
}

/** Another process's clock may be ahead: an interval never ends before it began. */
function closed(intervals: readonly Interval[], now: number): readonly Interval[] {
  return intervals.map((one) => (one.to === undefined ? { ...one, to: Math.max(one.from, now) } : one));
}

function remembered(intervals: readonly Interval[], now: number): readonly Interval[] {
  return intervals.filter((one) => one.to === undefined || one.to > now - GRANT_MEMORY_MS);
}

function advance(old: readonly Interval[], inAudience: boolean, now: number): readonly Interval[] {
  const kept = remembered(old, now);
  if (!inAudience) return closed(kept, now);
  return isCurrent(kept) ? kept : hullBeyondLimit([...kept, { from: now }]);
}

/**
 * The keys of a document whose audience is now `audience` (none for a deleted one).
 * @param now server time, epoch ms
 */
export function mergeKeys(old: KeyIntervals, audience: readonly Key[], now: number): KeyIntervals {
  const wanted = new Set(audience);
  const merged = [...new Set([...Object.keys(old), ...wanted])].map(
    (key) => [key, advance(old[key] ?? NONE, wanted.has(key), now)] as const,
  );
  return Object.fromEntries(merged.filter(([, intervals]) => intervals.length > 0));
}

/**
 * Notes that the author held the document at the moment of writing, although the result is not theirs to see: the device
 * still has what it sent, and a lost answer must not leave it there.
 */
export function withAuthorMoment(keys: KeyIntervals, member: string, now: number): KeyIntervals {
  const key = memberKey(member);
  const old = keys[key] ?? NONE;
  return isCurrent(old) ? keys : { ...keys, [key]: hullBeyondLimit([...old, { from: now, to: now }]) };
}
