/**
 * The table's rows as they are shown: TanStack Table narrows, sorts, hides columns and keeps the selection; this hands it
 * our columns. Functions are given to it themselves, never by name: a name it does not know filters nothing, silently.
 */
import { useEffect, useMemo, useState } from 'react';
import {
  columnFilteringFeature,
  columnVisibilityFeature,
  createFilteredRowModel,
  globalFilteringFeature,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
  type Row as TanRow,
} from '@tanstack/react-table';
import { useIntl } from 'react-intl';
import type { TableColumn } from './column.ts';
import { createRowSearch, fitsFilter, type ColumnFilter } from './narrow.ts';
import { createKeyedRowModel } from './keyed-row-model.ts';
import { createSortKeyCache, type SortKeys } from './sort-keys.ts';
import { shownColumns, type TableState } from './table-state.ts';

interface TableMeta {
  readonly keys: SortKeys;
}

const features = tableFeatures({
  columnFilteringFeature,
  columnVisibilityFeature,
  globalFilteringFeature,
  rowSelectionFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createKeyedRowModel(),
  tableMeta: {} as TableMeta,
});
type Features = typeof features;

/** A row as the model has it: `id` is ours, `original` is the feature's. */
export type ModelRow<Row extends object> = TanRow<Features, Row>;

export interface TableModel<Row extends object> {
  /** In order, narrowed. The same list until something changes. */
  readonly rows: readonly ModelRow<Row>[];
  /** The same without an order: a total does not change with it. */
  readonly narrowed: readonly ModelRow<Row>[];
  /** How many there are before any search and filter. */
  readonly all: number;
  /** Those, as they were given. */
  readonly given: readonly Row[];
  readonly columns: readonly TableColumn<Row>[];
  /** The selected among the rows shown: what one does not see, no bulk act touches. */
  readonly selected: readonly Row[];
  readonly isSelected: (id: string) => boolean;
  readonly allSelected: boolean;
  readonly selectAll: (on: boolean) => void;
  /** @param range with everything between this row and the one chosen last */
  readonly select: (row: ModelRow<Row>, on: boolean, range: boolean) => void;
  readonly clearSelection: () => void;
}

interface ModelOptions<Row extends object> {
  readonly rows: readonly Row[];
  readonly columns: readonly TableColumn<Row>[];
  readonly idOf: (row: Row) => string;
  readonly state: TableState;
}

const NONE: readonly never[] = [];

export function useTableModel<Row extends object>(options: ModelOptions<Row>): TableModel<Row> {
  const { rows, columns, idOf, state } = options;
  const keys = useSortKeys(rows, columns);
  const defs = useColumnDefs(columns);
  const search = useRowSearch(columns);
  const shown = useMemo(() => shownColumns(columns, state.shown), [columns, state.shown]);
  const table = useTable<Features, Row>({
    features,
    data: rows,
    meta: useMemo(() => ({ keys }), [keys]),
    columns: defs,
    getRowId: idOf,
    // Every filter is asked for the first column only, and looks at the whole row.
    getColumnCanGlobalFilter: (column) => column.id === columns[0]?.id,
    globalFilterFn: search,
    state: useLibraryState(state, columns, shown),
  });
  const modelRows = table.getRowModel().rows;
  const selection = table.state.rowSelection;
  const selected = useMemo(
    () =>
      Object.keys(selection).length === 0
        ? NONE
        : modelRows.filter((row) => selection[row.id] === true).map((row) => row.original),
    [modelRows, selection],
  );
  return {
    rows: modelRows,
    narrowed: table.getFilteredRowModel().rows,
    all: rows.length,
    given: rows,
    columns: shown,
    selected,
    isSelected: (id) => selection[id] === true,
    allSelected: selected.length > 0 && selected.length === modelRows.length,
    selectAll: (on) => table.toggleAllRowsSelected(on),
    select: (row, on, range) => row.getToggleSelectedHandler()({ target: { checked: on }, shiftKey: range }),
    clearSelection: () => table.resetRowSelection(true),
  };
}

/** Slice by slice: a slice that is new, though equal, has the library do its work again. */
function useLibraryState<Row>(
  { order, search, filters }: TableState,
  columns: readonly TableColumn<Row>[],
  shown: readonly TableColumn<Row>[],
) {
  const sorting = useMemo(() => order.map(({ id, descending }) => ({ id, desc: descending })), [order]);
  const columnFilters = useMemo(
    () => Object.entries(filters).map(([id, value]) => ({ id, value })),
    [filters],
  );
  const columnVisibility = useMemo(
    () => Object.fromEntries(columns.map((column) => [column.id, shown.includes(column)])),
    [columns, shown],
  );
  const globalFilter = search.trim() === '' ? undefined : search;
  return useMemo(
    () => ({ sorting, columnFilters, columnVisibility, globalFilter }),
    [sorting, columnFilters, columnVisibility, globalFilter],
  );
}

function useColumnDefs<Row extends object>(columns: readonly TableColumn<Row>[]): ColumnDef<Features, Row>[] {
  return useMemo(
    () =>
      columns.map(
        (column) =>
          ({
            id: column.id,
            accessorFn: column.sortValue,
            filterFn: (row, _id, filter: ColumnFilter) => fitsFilter(column.narrowedBy(row.original), filter),
          }) satisfies ColumnDef<Features, Row>,
      ),
    [columns],
  );
}

function useRowSearch<Row extends object>(columns: readonly TableColumn<Row>[]) {
  return useMemo(() => {
    const fits = createRowSearch(columns);
    return (row: ModelRow<Row>, _id: string, search: string): boolean => fits(row.original, search);
  }, [columns]);
}

/** Keys are made while the device has nothing else to do, so that the first click on a head finds them there. */
function useSortKeys<Row extends object>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
): SortKeys {
  const { locale } = useIntl();
  const compare = useMemo(() => new Intl.Collator(locale, { numeric: true }).compare, [locale]);
  const [keysFor] = useState(createSortKeyCache<Row>);
  const keys = useMemo(() => keysFor(rows, columns, compare), [keysFor, rows, columns, compare]);
  useEffect(() => whenIdle(keys.step), [keys]);
  return keys;
}

/** Steps between the device's other work until `step` says that nothing is left. */
function whenIdle(step: () => boolean): () => void {
  if (typeof requestIdleCallback !== 'function') {
    let timer = setTimeout(function next() {
      if (step()) timer = setTimeout(next);
    });
    return () => clearTimeout(timer);
  }
  let handle = requestIdleCallback(function next(deadline) {
    while (deadline.timeRemaining() > 8) if (!step()) return;
    handle = requestIdleCallback(next);
  });
  return () => cancelIdleCallback(handle);
}
