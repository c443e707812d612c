/**
 * Index blocks: the indexed fields of a record's documents, column by column, so that a first list is found without
 * reading every document. Knows no IndexedDB and no sealing.
 */
import type { RxJsonSchema } from 'rxdb/plugins/core';
import { columnOf, type Column } from './columns.ts';
import type { Doc, Fields } from './types.ts';

interface Columns {
  readonly n: number;
  readonly fields: Readonly<Record<string, Column>>;
}

/** RxDB asks by it for what has changed, never for a list; a third of an index block would be such times. */
const OF_NO_LIST = '_meta.lwt';

/** Every field that some index of lists is made of; RxDB has put its own into the schema's indexes. */
export function fieldsOfIndexes(schema: Readonly<RxJsonSchema<Doc>>, primary: string): readonly string[] {
  const indexes = schema.indexes ?? [];
  const fields = new Set([primary, '_deleted', ...indexes.flat()]);
  return [...fields].filter((field) => field !== OF_NO_LIST);
}

export function valueAt(doc: Fields, path: readonly string[]): unknown {
  let value: unknown = doc;
  for (const part of path)
    value = typeof value === 'object' && value !== null ? (value as Fields)[part] : undefined;
  return value;
}

export function columnsOf(docs: readonly Doc[], fields: readonly string[]): Columns {
  const columns = fields.map((field): [string, Column] => {
    const path = field.split('.');
    return [field, columnOf(docs.map((doc) => valueAt(doc, path)))];
  });
  return { n: docs.length, fields: Object.fromEntries(columns) };
}

function isColumns(value: unknown): value is Columns {
  return typeof value === 'object' && value !== null && 'n' in value && 'fields' in value;
}

function setAt(stub: Fields, path: readonly string[], value: unknown): void {
  let at = stub;
  for (const part of path.slice(0, -1)) at = (at[part] ??= {}) as Fields;
  at[path.at(-1) ?? ''] = value;
}

/** What an index block says of the documents of its record. */
export interface IndexBlock {
  readonly n: number;
  /** The values of a field, by number. */
  readonly column: (field: string) => (at: number) => unknown;
  /** A document with nothing but these fields. */
  readonly stub: (at: number, fields: readonly string[]) => Doc;
}

/** Undefined when the index block lacks one of these fields, or is none. */
export function readIndexBlock(indexBlock: unknown, fields: readonly string[]): IndexBlock | undefined {
  if (!isColumns(indexBlock) || fields.some((field) => indexBlock.fields[field] === undefined))
    return undefined;
  const column: IndexBlock['column'] = (field) => {
    const values = indexBlock.fields[field];
    if (values === undefined) return () => undefined;
    return 'all' in values ? (at) => values.all[at] : () => values.same;
  };
  const paths = new Map(fields.map((field) => [field, field.split('.')]));
  return {
    n: indexBlock.n,
    column,
    stub(at, wanted) {
      const stub: Fields = {};
      for (const field of wanted) setAt(stub, paths.get(field) ?? [field], column(field)(at));
      return stub as Doc;
    },
  };
}
