/** An entry as the projections read it: its numbers worked out once, so that thousands of accounts are aged in a moment. */
import { localOf } from '../core/ids.ts';
import { dayNumber } from './days.ts';
import type { LedgerEntry } from './entry.ts';
import { classOf, type ChargeClass, type EntryKind } from './kinds.ts';

export interface Line {
  readonly id: string;
  /** Local id. */
  readonly household: string;
  readonly kind: EntryKind;
  readonly class: ChargeClass;
  readonly cents: number;
  readonly posted: string;
  /** The day it is due, or else posted, as days since 1970. */
  readonly dueDay: number;
  /** When it became known: the server's time, or the device's own until the server has spoken. ISO instant, or ''. */
  readonly known: string;
  readonly reverses: string;
  readonly applies: readonly string[];
}

export function lineOf({ id, body, stamp }: LedgerEntry): Line {
  const { household, kind, cents, posted, due, reverses, applies } = body;
  return {
    id,
    household,
    kind,
    class: classOf(kind),
    cents,
    posted,
    dueDay: dayNumber(due === '' ? posted : due),
    known: stamp.at === '' ? body.recorded : stamp.at,
    reverses,
    applies,
  };
}

const later = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/** By the day of effect, then as they became known, then by id: the same on every device. */
export function byEffect(a: Line, b: Line): number {
  return later(a.posted, b.posted) || later(a.known, b.known) || later(localOf(a.id), localOf(b.id));
}

/** What one wants to see of an account. Absent: everything. */
export interface Moment {
  /** *As of*: entries in effect on this day. `YYYY-MM-DD`. */
  readonly effective?: string;
  /** *As we knew it*: entries written down before this instant. ISO. */
  readonly known?: string;
}

/** Time travel: the lines that count at that moment. What nobody has a time for (a run on its way) counts as known. */
export function linesAt(lines: readonly Line[], { effective, known }: Moment): readonly Line[] {
  if (effective === undefined && known === undefined) return lines;
  return lines.filter(
    (line) =>
      (effective === undefined || line.posted <= effective) &&
      (known === undefined || line.known === '' || line.known <= known),
  );
}

const NONE: ReadonlySet<string> = new Set();

/** Entries that were taken back whole, with what took them back: neither counts, the sum of both is 0. */
export function voided(lines: readonly Line[]): ReadonlySet<string> {
  const reversals = lines.filter(({ reverses }) => reverses !== '');
  if (reversals.length === 0) return NONE;
  const byId = new Map(lines.map((line) => [line.id, line]));
  const gone = new Set<string>();
  for (const reversal of reversals) {
    const target = byId.get(reversal.reverses);
    if (target === undefined || target.cents !== -reversal.cents || gone.has(target.id)) continue;
    gone.add(target.id).add(reversal.id);
  }
  return gone;
}
