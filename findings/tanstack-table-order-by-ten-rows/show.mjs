/**
 * The order of a sorted column hangs on which ten rows come first. With no sorting function named, the table looks at
 * the first ten rows of the filtered data and picks one: numbers inside text, plain text, or by code unit.
 */
import assert from 'node:assert/strict';
import {
  columnFilteringFeature,
  constructTable,
  coreFeatures,
  createFilteredRowModel,
  createSortedRowModel,
  rowSortingFeature,
  sortFns,
  tableFeatures,
} from '@tanstack/table-core';
import { storeReactivityBindings } from '@tanstack/table-core/store-reactivity-bindings';

const features = tableFeatures({
  ...coreFeatures,
  coreReactivityFeature: storeReactivityBindings(),
  rowSortingFeature,
  columnFilteringFeature,
  sortedRowModel: createSortedRowModel(),
  filteredRowModel: createFilteredRowModel(),
  sortFns,
});

function sorted(lots, column = {}) {
  const data = lots.map((lot) => ({ lot }));
  const state = { sorting: [{ id: 'lot', desc: false }] };
  const table = constructTable({ features, data, columns: [{ accessorKey: 'lot', ...column }], initialState: state });
  return table.getSortedRowModel().rows.map((row) => row.original.lot);
}

const empty = (n) => Array.from({ length: n }, () => null);
const order = (lots, column) => sorted(lots, column).filter((lot) => lot !== null).join(' ');

const LOTS = ['10', '9', '100'];
const NAMES = ['Zoe', 'adam', 'Bea'];
const seen = {
  'three lots': order(LOTS),
  'the same lots after 9 rows without one': order([...empty(9), ...LOTS]),
  'the same lots after 10 rows without one': order([...empty(10), ...LOTS]),
  'the same, sortFn: alphanumeric': order([...empty(10), ...LOTS], { sortFn: 'alphanumeric' }),
  'three names': order(NAMES),
  'the same names after 10 rows without one': order([...empty(10), ...NAMES]),
  'the same, sortFn: text': order([...empty(10), ...NAMES], { sortFn: 'text' }),
};
for (const [what, lots] of Object.entries(seen)) console.log(`${what.padEnd(42)} ${lots}`);

assert.deepEqual(seen, {
  'three lots': '9 10 100',
  'the same lots after 9 rows without one': '9 10 100',
  'the same lots after 10 rows without one': '10 100 9',
  'the same, sortFn: alphanumeric': '9 10 100',
  'three names': 'adam Bea Zoe',
  'the same names after 10 rows without one': 'Bea Zoe adam',
  'the same, sortFn: text': 'adam Bea Zoe',
});
console.log('as it was found');
