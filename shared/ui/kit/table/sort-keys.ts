/**
 * What rows are compared by when a column is sorted: one number a row, and the order itself, made while
 * nothing else is to be done, so that a click asks no collator and compares nothing. Text becomes its rank in the language's order, once per column and list; a list that follows another takes
 * its order over, so that an arrival costs one pass. NaN stands for "no value".
 */
import type { TableColumn } from './column.ts';
import type { ColumnOrder } from './table-state.ts';

export interface SortKeys {
  readonly has: (columnId: string) => boolean;
  /**
   * Places of the rows in the list, in this order; equal rows stay as the list has them, rows without a value come last.
   * Of one column it lies ready once it was made. @throws RangeError for a column that is not there
   */
  readonly order: (by: readonly ColumnOrder[]) => Uint32Array;
  /** Makes part of what is missing, in steps of some ms each. @returns false when nothing is left to make */
  readonly step: () => boolean;
  /** The column's texts in order, if they were made: where the next list's keys start from. */
  readonly texts: (columnId: string) => readonly string[] | undefined;
}

type Compare = (a: string, b: string) => number;

/** Few enough to be sorted within a frame on a slow device. */
const CHUNK = 400;

interface Slot {
  readonly keys: Float64Array;
  readonly texts: readonly string[] | undefined;
}

/** @param before keys of the list as it was, with the same columns and language */
export function createSortKeys<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  compare: Compare,
  before?: SortKeys,
): SortKeys {
  const slots = createSlots(rows, columns, compare, before);
  const orders = new Map<string, Uint32Array>();
  const single = (by: ColumnOrder): Uint32Array => {
    const name = `${by.descending ? '-' : ''}${by.id}`;
    const known = orders.get(name);
    if (known !== undefined) return known;
    const made = placesBy(rows.length, [{ keys: slots.get(by.id).keys, descending: by.descending }]);
    orders.set(name, made);
    return made;
  };
  const wanted = columns.flatMap(({ id }) => [false, true].map((descending) => ({ id, descending })));
  return {
    has: (id) => columns.some((column) => column.id === id),
    order: (by) => {
      const [first] = by;
      if (first !== undefined && by.length === 1) return single(first);
      return placesBy(
        rows.length,
        by.map(({ id, descending }) => ({ keys: slots.get(id).keys, descending })),
      );
    },
    step: () => {
      if (slots.step()) return true;
      const next = wanted.pop();
      if (next !== undefined) single(next);
      return next !== undefined;
    },
    texts: (id) => slots.known(id)?.texts,
  };
}

interface KeyedBy {
  readonly keys: Float64Array;
  readonly descending: boolean;
}

function placesBy(count: number, by: readonly KeyedBy[]): Uint32Array {
  const places = Uint32Array.from({ length: count }, (_, index) => index);
  return places.sort((a, b) => {
    for (const { keys, descending } of by) {
      const order = compareKeys(keys[a] ?? Number.NaN, keys[b] ?? Number.NaN, descending);
      if (order !== 0) return order;
    }
    return a - b;
  });
}

interface Slots {
  readonly get: (columnId: string) => Slot;
  readonly known: (columnId: string) => Slot | undefined;
  readonly step: () => boolean;
}

function createSlots<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  compare: Compare,
  before: SortKeys | undefined,
): Slots {
  const made = new Map<string, Slot>();
  const started = new Map<string, ChunkedSort>();
  const start = (column: TableColumn<Row>): ChunkedSort => {
    const sort = started.get(column.id) ?? startSort(rows, column, compare, before);
    started.set(column.id, sort);
    return sort;
  };
  const make = (column: TableColumn<Row>): Slot => {
    const known = made.get(column.id);
    if (known !== undefined) return known;
    const sort = start(column);
    while (sort.step());
    const slot = sort.finish();
    started.delete(column.id);
    made.set(column.id, slot);
    return slot;
  };
  return {
    known: (id) => made.get(id),
    get: (id) => {
      const column = columns.find((one) => one.id === id);
      if (column === undefined) throw new RangeError(`The table has no column "${id}"`);
      return make(column);
    },
    step: () => {
      const column = columns.find(({ id }) => !made.has(id));
      if (column === undefined) return false;
      if (!start(column).step()) make(column);
      return true;
    },
  };
}

interface ChunkedSort {
  /** @returns false when only `finish` is left */
  readonly step: () => boolean;
  readonly finish: () => Slot;
}

function startSort<Row>(
  rows: readonly Row[],
  column: TableColumn<Row>,
  compare: Compare,
  before: SortKeys | undefined,
): ChunkedSort {
  if (column.sortAs === 'number') return { step: () => false, finish: () => numberSlot(rows, column) };
  const values = rows.map((row) => String(column.sortValue(row) ?? ''));
  const distinct = inOldOrder(new Set(values), before?.texts(column.id));
  let sorted = 0;
  return {
    step: () => {
      if (sorted >= distinct.length) return false;
      const part = distinct.slice(sorted, sorted + CHUNK).sort(compare);
      distinct.splice(sorted, part.length, ...part);
      sorted += CHUNK;
      return true;
    },
    // The engine's sort finds the runs that are in order and merges them.
    finish: () => textSlot(values, distinct.sort(compare), compare),
  };
}

function numberSlot<Row>(rows: readonly Row[], column: TableColumn<Row>): Slot {
  const keys = Float64Array.from(rows, (row) => {
    const value = column.sortValue(row);
    return typeof value === 'number' ? value : Number.NaN;
  });
  return { keys, texts: undefined };
}

/** What was there before in its order, what is new after it. */
function inOldOrder(values: Set<string>, old: readonly string[] | undefined): string[] {
  if (old === undefined) return [...values];
  const kept = old.filter((value) => values.has(value));
  const known = new Set(kept);
  return [...kept, ...[...values].filter((value) => !known.has(value))];
}

function textSlot(values: readonly string[], texts: readonly string[], compare: Compare): Slot {
  const rank = new Map<string, number>();
  let place = 0;
  texts.forEach((text, index) => {
    // What the language takes for equal keeps the order of the list.
    if (index > 0 && compare(texts[index - 1] ?? '', text) !== 0) place += 1;
    rank.set(text, text === '' ? Number.NaN : place);
  });
  return { keys: Float64Array.from(values, (value) => rank.get(value) ?? Number.NaN), texts };
}

/** Keys for one list after the other: each starts from the one before it, as long as the language is the same. */
export function createSortKeyCache<Row>(): (
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  compare: Compare,
) => SortKeys {
  let last: { readonly keys: SortKeys; readonly compare: Compare } | undefined;
  return (rows, columns, compare) => {
    const before = last?.compare === compare ? last.keys : undefined;
    const keys = createSortKeys(rows, columns, compare, before);
    last = { keys, compare };
    return keys;
  };
}

/** NaN comes last whichever way it goes. */
export function compareKeys(a: number, b: number, descending: boolean): number {
  const noA = Number.isNaN(a);
  const noB = Number.isNaN(b);
  if (noA || noB) return Number(noA) - Number(noB);
  return descending ? b - a : a - b;
}
