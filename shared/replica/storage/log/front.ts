/** The first documents of an index's range, from any number of them, without sorting them all. */
import {
  getIndexableStringMonad,
  getStartIndexStringFromLowerBound,
  getStartIndexStringFromUpperBound,
  type RxJsonSchema,
  type RxQueryPlan,
} from 'rxdb/plugins/core';
import type { Doc } from './types.ts';

export interface Plan extends RxQueryPlan {
  /** The last of the range are its first. */
  readonly backwards: boolean;
}

type Schema = Readonly<RxJsonSchema<Doc>>;

function rangeOf(schema: Schema, plan: Plan): (text: string) => boolean {
  const low = getStartIndexStringFromLowerBound(schema, plan.index, [...plan.startKeys]);
  const high = getStartIndexStringFromUpperBound(schema, plan.index, [...plan.endKeys]);
  return (text) =>
    (plan.inclusiveStart ? text >= low : text > low) && (plan.inclusiveEnd ? text <= high : text < high);
}

export interface Front<T> {
  /** @param make what is kept of it, if it is among the first */
  offer(doc: Doc, make: () => T): void;
  taken(): readonly T[];
}

/** @param most how many are wanted */
export function createFront<T>(schema: Schema, plan: Plan, most: number): Front<T> {
  const textOf = getIndexableStringMonad(schema, plan.index);
  const isIn = rangeOf(schema, plan);
  const isBefore = plan.backwards ? (a: string, b: string) => a > b : (a: string, b: string) => a < b;
  const front: (readonly [text: string, value: T])[] = [];
  return {
    offer(doc, make) {
      const text = textOf(doc);
      const last = front[most - 1];
      if (most === 0 || (last !== undefined && !isBefore(text, last[0])) || !isIn(text)) return;
      // What comes after it: usually nothing.
      let at = front.length;
      while (at > 0 && isBefore(text, front[at - 1]?.[0] ?? '')) at -= 1;
      front.splice(at, 0, [text, make()]);
      if (front.length > most) front.pop();
    },
    taken: () => front.map(([, value]) => value),
  };
}
