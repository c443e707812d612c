/**
 * Heads: the indexed fields of a record's documents, column by column, so that a first list is found without reading
 * every document. Knows no IndexedDB and no sealing.
 */
import type { RxJsonSchema } from 'rxdb/plugins/core';
import type { Doc, Fields } from './types.ts';

/** A column: its value for each document, or the one that all have. */
type Column = { readonly all: readonly unknown[] } | { readonly same: unknown };

interface Columns {
  readonly n: number;
  readonly fields: Readonly<Record<string, Column>>;
}

/** Every field that some index is made of; RxDB has put its own into the schema's indexes. */
export function indexedFields(schema: Readonly<RxJsonSchema<Doc>>, primary: string): readonly string[] {
  const indexes = schema.indexes ?? [];
  return [...new Set([primary, '_deleted', '_meta.lwt', ...indexes.flat()])];
}

function valueAt(doc: Fields, path: readonly string[]): unknown {
  let value: unknown = doc;
  for (const part of path)
    value = typeof value === 'object' && value !== null ? (value as Fields)[part] : undefined;
  return value;
}

export function columnsOf(docs: readonly Doc[], fields: readonly string[]): Columns {
  const columns = fields.map((field): [string, Column] => {
    const path = field.split('.');
    const all = docs.map((doc) => valueAt(doc, path));
    const [same] = all;
    return [field, all.every((value) => value === same) ? { same } : { all }];
  });
  return { n: docs.length, fields: Object.fromEntries(columns) };
}

function isColumns(value: unknown): value is Columns {
  return typeof value === 'object' && value !== null && 'n' in value && 'fields' in value;
}

type Setter = (stub: Fields, value: unknown) => void;

function setterOf(field: string): Setter {
  const path = field.split('.');
  const last = path.pop() ?? field;
  if (path.length === 0) return (stub, value) => void (stub[last] = value);
  return (stub, value) => {
    let at = stub;
    for (const part of path) at = (at[part] ??= {}) as Fields;
    at[last] = value;
  };
}

/** Documents with nothing but these fields; undefined when the head lacks one, or is none. */
export function stubsOf(head: unknown, fields: readonly string[]): readonly Fields[] | undefined {
  if (!isColumns(head)) return undefined;
  const stubs = Array.from({ length: head.n }, (): Fields => ({}));
  for (const field of fields) {
    const column = head.fields[field];
    if (column === undefined) return undefined;
    const set = setterOf(field);
    for (const [at, stub] of stubs.entries()) set(stub, 'all' in column ? column.all[at] : column.same);
  }
  return stubs;
}
