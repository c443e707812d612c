/**
 * A table's state in a screen: in the address (so that a link shows the same and back works), with what the device remembers.
 * A change shows at once; the address follows, for the router takes a new one up in a transition of its own.
 */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams, type SetURLSearchParams } from 'react-router';
import { afterPaint } from './after-paint.ts';
import type { TableColumn } from './column.ts';
import {
  viewState,
  withView,
  type Density,
  type SavedView,
  type TableMemory,
  type TableMemoryStore,
} from './table-memory.ts';
import { PLAIN_STATE, stateFromUrl, stateToUrl, type TableState } from './table-state.ts';

export type TableChange = Partial<TableState> | ((now: TableState) => Partial<TableState>);

export interface TableControl {
  readonly state: TableState;
  /** As a function of the state there is now, wherever the part depends on it: what is drawn may be a moment behind. */
  readonly set: (part: TableChange) => void;
  /** Back to how the table comes, but for its columns. */
  readonly clear: () => void;
  /** True when a search or a filter is on beyond what the table comes with. */
  readonly narrowed: boolean;
  /** How many columns are filtered otherwise than the table comes. */
  readonly filtersOn: number;
  readonly density: Density;
  readonly setDensity: (density: Density) => void;
  readonly views: readonly SavedView[];
  readonly saveView: (name: string) => void;
  readonly openView: (view: SavedView) => void;
  readonly dropView: (name: string) => void;
}

interface ControlOptions<Row> {
  /** Its name in the device's memory. */
  readonly table: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly memory: TableMemoryStore;
  /** How the table comes: `{ ...PLAIN_STATE, order: [{ id: 'at', descending: true }] }`. A constant or a memo. */
  readonly usual?: TableState;
}

export function useTableControl<Row>(options: ControlOptions<Row>): TableControl {
  const { table, columns, memory, usual = PLAIN_STATE } = options;
  const [kept, setKept] = useState(() => memory.read(table));
  const [state, put] = useStateInUrl(columns, usual, kept.shown);
  // A toolbar is drawn after the rows: two filters chosen quickly must both count.
  const newest = useRef(state);
  useLayoutEffect(() => {
    newest.current = state;
  }, [state]);
  const remember = useCallback(
    (part: Partial<TableMemory>) => {
      memory.write(table, part);
      setKept(memory.read(table));
    },
    [memory, table],
  );
  return useMemo(
    () => ({
      state,
      set: (part) => {
        const change = typeof part === 'function' ? part(newest.current) : part;
        if ('shown' in change) remember({ shown: change.shown });
        newest.current = { ...newest.current, ...change };
        put(newest.current);
      },
      clear: () => put({ ...usual, order: state.order, shown: state.shown }),
      narrowed: state.search.trim() !== usual.search || changedFilters(state, usual) > 0,
      filtersOn: changedFilters(state, usual),
      density: kept.density,
      setDensity: (density) => remember({ density }),
      views: kept.views,
      saveView: (name) => remember({ views: withView(kept.views, name, state) }),
      openView: (view) => put(viewState(view, columns)),
      dropView: (name) => remember({ views: kept.views.filter((view) => view.name !== name) }),
    }),
    [state, put, usual, kept, remember, columns],
  );
}

function changedFilters(state: TableState, usual: TableState): number {
  const textOf = (of: TableState, id: string): string => {
    const filter = of.filters[id];
    const filters = filter === undefined ? {} : { [id]: filter };
    return stateToUrl({ ...PLAIN_STATE, filters }, new URLSearchParams()).toString();
  };
  const ids = new Set([...Object.keys(state.filters), ...Object.keys(usual.filters)]);
  return [...ids].filter((id) => textOf(state, id) !== textOf(usual, id)).length;
}

interface Ahead {
  readonly state: TableState;
  /** Queries that were asked for and may still come by; the last is this state's. */
  readonly asked: readonly string[];
  readonly from: string;
}

function useStateInUrl<Row>(
  columns: readonly TableColumn<Row>[],
  usual: TableState,
  remembered: readonly string[] | undefined,
): readonly [TableState, (state: TableState) => void] {
  const [params, setParams] = useSearchParams();
  const write = useNewest(setParams);
  const [ahead, setAhead] = useState<Ahead>();
  const inUrl = useMemo(
    () => stateFromUrl(params, columns, { ...usual, shown: remembered ?? usual.shown }),
    [params, columns, usual, remembered],
  );
  const query = params.toString();
  const ours = ahead !== undefined && (query === ahead.from || ahead.asked.includes(query));
  // Others have led the address elsewhere (back, a link): from here on it counts.
  if (ahead !== undefined && !ours) setAhead(undefined);
  const put = useCallback(
    (state: TableState): void => {
      const next = stateToUrl(state, params, usual).toString();
      setAhead((now) => ({ state, from: query, asked: [...(isPending(now, query) ? now.asked : []), next] }));
      // The router has the whole screen drawn again; what the member sees of the change is drawn first.
      afterPaint(() => write((now) => stateToUrl(state, now, usual)));
    },
    [params, query, usual, write],
  );
  return [ours ? ahead.state : inUrl, put];
}

function isPending(ahead: Ahead | undefined, query: string): ahead is Ahead {
  return ahead !== undefined && query !== ahead.asked.at(-1);
}

/** Whatever screen the router has come to meanwhile: the newest setter writes; after the table has gone, none does. */
function useNewest(
  setParams: SetURLSearchParams,
): (change: (now: URLSearchParams) => URLSearchParams) => void {
  const newest = useRef<SetURLSearchParams>(undefined);
  useEffect(() => {
    newest.current = setParams;
    return () => {
      newest.current = undefined;
    };
  }, [setParams]);
  return useCallback((change) => newest.current?.(change, { replace: true }), []);
}
