/**
 * Merging two edits of one document field by field (sync.md section 5): allowed where the two sides changed different
 * fields. Which entities may be merged at all is theirs to say; how a conflict is shown is the screens'.
 */
import Value from 'typebox/value';
import type { Body } from './envelope.ts';

export type Merged =
  | { readonly ok: true; readonly body: Body }
  /** Both sides changed these fields, differently. */
  | { readonly ok: false; readonly fields: readonly string[] };

const UNSET = Symbol('unset');
const at = (body: Body, field: string): unknown => (field in body ? body[field] : UNSET);
const same = (a: unknown, b: unknown): boolean => a === b || Value.Equal(a, b);

type Choice = 'mine' | 'theirs' | 'clash';

function choose(base: unknown, mine: unknown, theirs: unknown, preferMine: boolean): Choice {
  if (same(mine, theirs) || same(base, mine)) return 'theirs';
  if (same(base, theirs) || preferMine) return 'mine';
  return 'clash';
}

/**
 * @param base what both sides started from
 * @param preferMine fields that only explain the edit itself: there the own side wins without a clash
 */
export function mergeBodies(
  base: Body,
  mine: Body,
  theirs: Body,
  preferMine: readonly string[] = [],
): Merged {
  const merged: Record<string, unknown> = {};
  const clashes: string[] = [];
  for (const field of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const [ours, others] = [at(mine, field), at(theirs, field)];
    const choice = choose(at(base, field), ours, others, preferMine.includes(field));
    if (choice === 'clash') clashes.push(field);
    const value = choice === 'mine' ? ours : others;
    if (value !== UNSET) merged[field] = value;
  }
  return clashes.length === 0 ? { ok: true, body: merged } : { ok: false, fields: clashes };
}
