/**
 * Which rows a table shows: those with every word of the search in them, within the bounds of each column. Bounds are
 * numbers and dates, never text (as text "100" is after "20" and leaves 100 itself out); a row without a value is outside any
 * bound, for nothing is not 0. Pure.
 */
import { fold as plain } from '@communitrak/domain/core/fold.ts';
import type { TableColumn } from './column.ts';

/** Both ends count; a missing end is open. Cents for money. */
export interface RangeFilter {
  readonly kind: 'range';
  readonly min?: number;
  readonly max?: number;
}
/** Days `YYYY-MM-DD`; both count. */
export interface PeriodFilter {
  readonly kind: 'period';
  readonly from?: string;
  readonly to?: string;
}
/** Rows whose key is among these; '' stands for "no value". */
export interface ChoiceFilter {
  readonly kind: 'choice';
  readonly keys: readonly string[];
}
export type ColumnFilter = RangeFilter | PeriodFilter | ChoiceFilter;

/** Without accents, case and apostrophes, as people type: "nunez" finds "Núñez", "oneill" finds "O’Neill". */
export function fold(text: string): string {
  return plain(text).replaceAll(/['’`]/g, '');
}

/** The words of a search; none for an empty one. */
export function searchWords(text: string): readonly string[] {
  return fold(text).split(/\s+/u).filter(Boolean);
}

/** Looks a row's text up; folded once per row, for a list is searched at every letter. */
export function createRowSearch<Row extends object>(
  columns: readonly TableColumn<Row>[],
): (row: Row, search: string) => boolean {
  let last = '';
  let words: readonly string[] = [];
  const texts = new WeakMap<Row, string>();
  const textOf = (row: Row): string => {
    const known = texts.get(row);
    if (known !== undefined) return known;
    // A line break between cells: no word of a search reaches over it.
    const text = fold(columns.map((column) => column.searched(row)).join('\n'));
    texts.set(row, text);
    return text;
  };
  return (row, search) => {
    if (search !== last) {
      last = search;
      words = searchWords(search);
    }
    const text = textOf(row);
    return words.every((word) => text.includes(word));
  };
}

export function fitsFilter(value: string | number | undefined, filter: ColumnFilter): boolean {
  if (filter.kind === 'choice') return filter.keys.includes(String(value ?? ''));
  if (value === undefined || value === '') return false;
  if (filter.kind === 'range') {
    return typeof value === 'number' && between(value, filter.min, filter.max);
  }
  return typeof value === 'string' && between(value, filter.from, filter.to);
}

function between<T extends number | string>(value: T, least: T | undefined, most: T | undefined): boolean {
  return (least === undefined || value >= least) && (most === undefined || value <= most);
}

/** True when the filter lets everything through: then it is no filter. */
export function isOpen(filter: ColumnFilter): boolean {
  if (filter.kind === 'choice') return filter.keys.length === 0;
  if (filter.kind === 'range') return filter.min === undefined && filter.max === undefined;
  return filter.from === undefined && filter.to === undefined;
}
