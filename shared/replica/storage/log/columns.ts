/**
 * Documents column by column: what most have alike, names of fields above all, is said once and not once a document. Less
 * to seal, to write and to read. Knows what JSON knows, nothing of documents of ours.
 */
import type { Fields } from './types.ts';

/** A value for each, or the one that all have. */
export type Column = { readonly all: readonly unknown[] } | { readonly same: unknown };

export function columnOf(values: readonly unknown[]): Column {
  const [same] = values;
  return values.every((value) => value === same) ? { same } : { all: values };
}

/** The fields of an object, in order; those of an object in it as a pair. */
type Shape = readonly (string | readonly [string, Shape])[];

/** Objects of one shape. */
interface Group {
  readonly shape: Shape;
  /** Their places among all; absent when there is no other group. */
  readonly at?: readonly number[];
  readonly n: number;
  /** Their values in the order of the shape. */
  readonly columns: readonly Column[];
}

export interface Columned {
  readonly groups: readonly Group[];
}

/** What differs more is written as it is: it gains little, and looking through many shapes takes time. */
const MOST_SHAPES = 8;

/** Only such an object is taken apart; `__proto__` is no field when it is assigned to. */
function isOpen(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const names = Object.keys(value);
  return names.length > 0 && !names.includes('__proto__');
}

function shapeOf(object: Fields): Shape {
  // JSON leaves out what is undefined.
  const names = Object.keys(object).filter((name) => object[name] !== undefined);
  return names.map((name) => {
    const value = object[name];
    return isOpen(value) ? [name, shapeOf(value)] : name;
  });
}

/** A group in the making. Values go straight into its columns: an array for each object would be as much again to collect. */
interface Growing {
  readonly shape: Shape;
  readonly at: number[];
  /** In the order of the shape. A row that was begun in vain is written over; after the last it is one that nobody reads. */
  readonly columns: unknown[][];
}

/** Where the values of one object go. */
interface Row {
  readonly columns: unknown[][];
  readonly at: number;
  /** The next to be filled. */
  column: number;
}

function takeField(name: string, value: unknown, wanted: Shape[number] | undefined, row: Row): boolean {
  if (typeof wanted !== 'string') return wanted?.[0] === name && isOpen(value) && take(value, wanted[1], row);
  if (wanted !== name || isOpen(value)) return false;
  (row.columns[row.column] ??= [])[row.at] = value;
  row.column += 1;
  return true;
}

/** Puts the object's values into a row. @returns false when it is of another shape */
function take(object: Fields, shape: Shape, row: Row): boolean {
  let part = 0;
  for (const name of Object.keys(object)) {
    const value = object[name];
    if (value === undefined) continue;
    if (!takeField(name, value, shape[part], row)) return false;
    part += 1;
  }
  return part === shape.length;
}

function put(groups: Growing[], object: Fields, at: number): boolean {
  for (const { shape, at: places, columns } of groups) {
    if (!take(object, shape, { columns, at: places.length, column: 0 })) continue;
    places.push(at);
    return true;
  }
  if (groups.length === MOST_SHAPES || !isOpen(object)) return false;
  groups.push({ shape: shapeOf(object), at: [], columns: [] });
  return put(groups, object, at);
}

/** Undefined for objects that are not worth it: too many shapes. */
export function toColumns(objects: readonly Fields[]): Columned | undefined {
  const groups: Growing[] = [];
  if (!objects.every((object, at) => put(groups, object, at))) return undefined;
  return {
    groups: groups.map(({ shape, at, columns }) => ({
      shape,
      n: at.length,
      columns: columns.map(columnOf),
      ...(groups.length > 1 ? { at } : {}),
    })),
  };
}

function rebuild(shape: Shape, columns: Iterator<Column>, at: number): Fields {
  const object: Fields = {};
  for (const part of shape) {
    if (typeof part === 'string') {
      const column = columns.next();
      if (column.done === true) throw new TypeError('fewer columns than fields');
      object[part] = 'all' in column.value ? column.value.all[at] : column.value.same;
    } else object[part[0]] = rebuild(part[1], columns, at);
  }
  return object;
}

export function isColumned(value: unknown): value is Columned {
  return typeof value === 'object' && value !== null && 'groups' in value;
}

/**
 * @param wanted only the objects at these places: the others are not made
 * @returns as many as there are, with gaps where they were not wanted
 * @throws whatever comes of it when `columned` was not made by `toColumns`
 */
export function fromColumns({ groups }: Columned, wanted?: ReadonlySet<number>): Fields[] {
  const objects: Fields[] = [];
  objects.length = groups.reduce((sum, { n }) => sum + n, 0);
  for (const { shape, n, at, columns } of groups) {
    for (let row = 0; row < n; row += 1) {
      const place = at === undefined ? row : (at[row] ?? row);
      if (wanted?.has(place) !== false) objects[place] = rebuild(shape, columns.values(), row);
    }
  }
  return objects;
}
