/**
 * What this device remembers of a table: columns, density, saved views. A store is given as a prop; the one over the browser's
 * storage lies here. What was written by another version, or by nobody, is as if absent.
 */
import { TABLES } from './forget-tables.ts';
import { stateFromUrl, stateToUrl, type TableState } from './table-state.ts';
import { attempt, type StorageOf } from '../stored.ts';
import type { TableColumn } from './column.ts';

export const DENSITIES = ['compact', 'comfortable'] as const;
export type Density = (typeof DENSITIES)[number];

/** A table as it was when somebody gave it a name. `query` is the state as in an address: `sort=due&f.status=open`. */
export interface SavedView {
  readonly name: string;
  readonly query: string;
}

export interface TableMemory {
  /** Ids; undefined: those the table shows at first. */
  readonly shown: readonly string[] | undefined;
  readonly density: Density;
  readonly views: readonly SavedView[];
}

export interface TableMemoryStore {
  /** @param table a name of its own for each table: `inbox` */
  readonly read: (table: string) => TableMemory;
  readonly write: (table: string, part: Partial<TableMemory>) => void;
}

export const NOTHING_REMEMBERED: TableMemory = { shown: undefined, density: 'compact', views: [] };

const MAX_VIEWS = 50;

/** Where the storage takes nothing (refused, full) it holds as long as the store does. */
export function storedTableMemory(storage: StorageOf): TableMemoryStore {
  const here = new Map<string, TableMemory>();
  const read = (table: string): TableMemory =>
    here.get(table) ?? parseMemory(attempt(() => storage().getItem(TABLES + table)) ?? null);
  return {
    read,
    write: (table, part) => {
      const next = { ...read(table), ...part };
      const kept = attempt(() => {
        storage().setItem(TABLES + table, JSON.stringify(next));
        return true;
      });
      if (kept === true) here.delete(table);
      else here.set(table, next);
    },
  };
}

function parseMemory(text: string | null): TableMemory {
  const value = text === null ? undefined : attempt((): unknown => JSON.parse(text));
  if (typeof value !== 'object' || value === null) return NOTHING_REMEMBERED;
  const { shown, density, views } = value as Readonly<Record<string, unknown>>;
  return {
    shown: Array.isArray(shown) ? shown.filter((id) => typeof id === 'string') : undefined,
    density: DENSITIES.find((one) => one === density) ?? NOTHING_REMEMBERED.density,
    views: Array.isArray(views) ? views.filter(isView).slice(0, MAX_VIEWS) : [],
  };
}

function isView(value: unknown): value is SavedView {
  if (typeof value !== 'object' || value === null) return false;
  const { name, query } = value as Readonly<Record<string, unknown>>;
  return typeof name === 'string' && name !== '' && typeof query === 'string';
}

/** Under the same name the newer one counts. */
export function withView(views: readonly SavedView[], name: string, state: TableState): readonly SavedView[] {
  const query = stateToUrl(state, new URLSearchParams()).toString();
  return [...views.filter((view) => view.name !== name), { name, query }].slice(-MAX_VIEWS);
}

export function viewState<Row>(view: SavedView, columns: readonly TableColumn<Row>[]): TableState {
  return stateFromUrl(new URLSearchParams(view.query), columns);
}
