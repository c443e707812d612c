/**
 * The library's sorted rows by keys that were made beforehand (sort-keys.ts), in the place it keeps for a model of one's own. Its
 * own asks a function for every two rows, which on a slow device is longer than a frame; this walks an order that lies ready.
 */
import type { RowModel, SortingState, TableFeatures } from '@tanstack/react-table';
import type { SortKeys } from './sort-keys.ts';

/** What of a table it needs; `meta.keys` must belong to the table's data. */
export interface KeyedTable<F extends TableFeatures, Row extends object> {
  readonly atoms: { readonly sorting: { readonly get: () => SortingState } };
  readonly getPreSortedRowModel: () => RowModel<F, Row>;
  readonly options: { readonly meta?: { readonly keys: SortKeys } };
}

export function createKeyedRowModel<F extends TableFeatures, Row extends object>() {
  return (table: KeyedTable<F, Row>): (() => RowModel<F, Row>) => {
    let last: { readonly deps: readonly unknown[]; readonly model: RowModel<F, Row> } | undefined;
    return () => {
      const sorting = table.atoms.sorting.get();
      const before = table.getPreSortedRowModel();
      const keys = table.options.meta?.keys;
      const deps = [sorting, before, keys];
      if (last !== undefined && last.deps.every((one, index) => one === deps[index])) return last.model;
      const model = keys === undefined ? before : sorted(before, sorting, keys);
      last = { deps, model };
      return model;
    };
  };
}

function sorted<F extends TableFeatures, Row extends object>(
  before: RowModel<F, Row>,
  sorting: SortingState,
  keys: SortKeys,
): RowModel<F, Row> {
  const known = sorting.filter(({ id }) => keys.has(id));
  if (known.length === 0 || before.rows.length === 0) return before;
  // The list may be narrowed: only what is left takes its place in the order of the whole.
  const byIndex: RowModel<F, Row>['rows'] = [];
  for (const row of before.rows) byIndex[row.index] = row;
  const rows: RowModel<F, Row>['rows'] = [];
  for (const index of keys.order(known.map(({ id, desc }) => ({ id, descending: desc })))) {
    const row = byIndex[index];
    if (row !== undefined) rows.push(row);
  }
  return { rows, flatRows: rows, rowsById: before.rowsById };
}
