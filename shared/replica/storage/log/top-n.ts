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

/** Where documents, or what is known of them, are looked at by number. */
export interface Candidates {
  /** The values of a field, by number. */
  column(field: string): (at: number) => unknown;
  /** The document, or a stub of it with these fields. */
  doc(at: number, fields: readonly string[]): Doc;
}

export interface TopN<T> {
  /**
   * @returns takes the candidate of a number, if it is among the first. @param make what is kept of it then; undefined:
   * it is left out after all
   */
  offers(of: Candidates): (at: number, make: () => T | undefined) => void;
  /** Once it is full: the value of an index's field in the last of the first. */
  lastValue(field: string): unknown;
  taken(): readonly T[];
}

interface Ranked<T> {
  readonly text: string;
  /** Of the index's fields. */
  readonly values: readonly unknown[];
  readonly value: T;
}

/**
 * Which comes first by the index's string, where that can be told without making it (padded as it is, that costs most
 * of a start): texts that differ in a character that both have.
 * @returns negative, positive, or 0 for not known
 */
function comparison(a: unknown, b: unknown): number {
  if (typeof a !== 'string' || typeof b !== 'string' || a.startsWith(b) || b.startsWith(a)) return 0;
  return a < b ? -1 : 1;
}

/** What a padded string would put after it: no letter here comes before a blank. */
const isPlain = (text: string): boolean => !/[^!-\uffff]/.test(text);

/**
 * Whether everything from `bound` on comes after `last` in the index (going backwards: before). False when that cannot
 * be told without making the index's strings.
 */
export function isCertain(bound: string | undefined, last: unknown, backwards: boolean): boolean {
  if (bound === undefined || typeof last !== 'string') return false;
  // Something shorter than the bound may stand before it.
  return backwards ? isPlain(last) && comparison(bound, last) < 0 : comparison(bound, last) > 0;
}

/** @param most how many are wanted */
export function createTopN<T>(schema: Schema, plan: Plan, most: number): TopN<T> {
  const { index, backwards } = plan;
  const textOf = getIndexableStringMonad(schema, index);
  const isIn = rangeOf(schema, plan);
  const isBefore = backwards ? (a: string, b: string) => a > b : (a: string, b: string) => a < b;
  const top: Ranked<T>[] = [];
  const insert = (entry: Ranked<T>): void => {
    // What comes after it: usually nothing.
    let place = top.length;
    while (place > 0 && isBefore(entry.text, top[place - 1]?.text ?? '')) place -= 1;
    top.splice(place, 0, entry);
    if (top.length > most) top.pop();
  };
  const offers: TopN<T>['offers'] = (of) => {
    const columns = index.map((field) => of.column(field));
    const isSurelyBehind = (at: number, { values }: Ranked<T>): boolean => {
      for (let part = 0; part < columns.length; part += 1) {
        const value = columns[part]?.(at);
        if (value === values[part]) continue;
        const known = comparison(value, values[part]);
        return backwards ? known < 0 : known > 0;
      }
      return false;
    };
    return (at, make) => {
      const last = top[most - 1];
      if (most === 0 || (last !== undefined && isSurelyBehind(at, last))) return;
      const text = textOf(of.doc(at, index));
      if ((last !== undefined && !isBefore(text, last.text)) || !isIn(text)) return;
      const value = make();
      if (value !== undefined) insert({ text, values: columns.map((column) => column(at)), value });
    };
  };
  const lastValue = (field: string): unknown => top[most - 1]?.values[index.indexOf(field)];
  return { offers, lastValue, taken: () => top.map(({ value }) => value) };
}
