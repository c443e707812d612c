/**
 * Whether a change of a request's tracked fields is explained by its events: played over the stored values, one after
 * the other, they must lead exactly to the new ones. Several may be played at once, because a device without contact
 * writes several events and then only the request's last state. Knows no member and no audience.
 */
import { refuse, ALLOWED, type Verdict } from '../core/verdict.ts';
import type { RequestBody } from './request.ts';
import { TRACKED_FIELDS, type FieldChange, type RequestEvent, type TrackedField } from './request-event.ts';

export type Tracked = Readonly<Record<TrackedField, string>>;

export function trackedOf({ status, priority, assignee, due }: RequestBody): Tracked {
  return { status, priority, assignee, due };
}

export function sameTracked(a: Tracked, b: Tracked): boolean {
  return TRACKED_FIELDS.every((field) => a[field] === b[field]);
}

type Played = { readonly ok: true; readonly state: Tracked } | { readonly ok: false; readonly field: string };

function playOne(state: Tracked, changes: readonly FieldChange[]): Played {
  let next = state;
  for (const { field, from, to } of changes) {
    if (next[field] === to) continue; // already so: an event that took effect before
    if (next[field] !== from) return { ok: false, field };
    next = { ...next, [field]: to };
  }
  return { ok: true, state: next };
}

/** Plays events in order; stops at the first that starts from a value that is no longer so. */
export function play(start: Tracked, events: readonly RequestEvent[]): Played {
  let state = start;
  for (const event of events) {
    const played = playOne(state, event.body.changes);
    if (!played.ok) return played;
    state = played.state;
  }
  return { ok: true, state };
}

/** A new event's own changes: each starts from the current value and changes it; a field at most once. */
export function startsFrom(state: Tracked, changes: readonly FieldChange[]): Verdict {
  const fields = new Set<string>();
  for (const { field, from, to } of changes) {
    if (fields.has(field) || from === to) return refuse('invalid', 'body.changes');
    fields.add(field);
    if (state[field] !== from) return refuse('changed-meanwhile', field);
  }
  return fields.size === 0 ? refuse('invalid', 'body.changes') : ALLOWED;
}

/** `events` turn `before` into `after`, exactly. */
export function explains(before: Tracked, after: Tracked, events: readonly RequestEvent[]): Verdict {
  const played = play(before, events);
  if (!played.ok) return refuse('changed-meanwhile', played.field);
  const field = TRACKED_FIELDS.find((name) => played.state[name] !== after[name]);
  return field === undefined ? ALLOWED : refuse('event-missing', `body.${field}`);
}
