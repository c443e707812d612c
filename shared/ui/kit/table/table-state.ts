/**
 * What a member has made of a table: order, search, filters, columns. To and from the address: the URL names what is
 * seen, an absent parameter is the default, and what cannot be read (an old link, a typing slip) is as if absent. Never throws.
 */
import type { TableColumn } from './column.ts';
import { isOpen, type ColumnFilter } from './narrow.ts';

export interface ColumnOrder {
  readonly id: string;
  readonly descending: boolean;
}

export interface TableState {
  /** First what counts most; empty keeps the list's own order. */
  readonly order: readonly ColumnOrder[];
  readonly search: string;
  readonly filters: Readonly<Record<string, ColumnFilter>>;
  /** Ids of the columns shown; undefined: those the table shows at first. */
  readonly shown: readonly string[] | undefined;
}

export const PLAIN_STATE: TableState = { order: [], search: '', filters: {}, shown: undefined };

const MAX_SEARCH = 200;
const MAX_KEYS = 50;
const FILTER = 'f.';

/** What the parser must know of a column. */
type Known = Pick<TableColumn<never>, 'id' | 'narrowing' | 'fixed' | 'hiddenAtFirst'>;

/** @param usual what the table shows when the address names nothing */
export function stateFromUrl(
  params: URLSearchParams,
  columns: readonly Known[],
  usual: TableState = PLAIN_STATE,
): TableState {
  const sort = params.get('sort');
  return {
    order: sort === null ? usual.order : readOrder(sort, columns, usual.order),
    search: (params.get('q') ?? usual.search).slice(0, MAX_SEARCH),
    filters: readFilters(params, columns, usual),
    shown: readShown(params.get('cols'), columns) ?? usual.shown,
  };
}

/** Only what differs from `usual`; parameters of others stay as they are. */
export function stateToUrl(
  state: TableState,
  params: URLSearchParams,
  usual: TableState = PLAIN_STATE,
): URLSearchParams {
  const next = new URLSearchParams(params);
  const put = (name: string, value: string, usually: string): void => {
    if (value === usually) next.delete(name);
    else next.set(name, value);
  };
  put('sort', orderText(state.order), orderText(usual.order));
  put('q', state.search, usual.search);
  put('cols', state.shown?.join(',') ?? '', usual.shown?.join(',') ?? '');
  for (const name of params.keys()) if (name.startsWith(FILTER)) next.delete(name);
  for (const id of new Set([...Object.keys(usual.filters), ...Object.keys(state.filters)])) {
    put(`${FILTER}${id}`, filterText(state.filters[id]), filterText(usual.filters[id]));
  }
  return next;
}

/** `due,-amount`: ascending, then descending. `none` keeps the list's own order. */
function orderText(order: readonly ColumnOrder[]): string {
  if (order.length === 0) return 'none';
  return order.map(({ id, descending }) => `${descending ? '-' : ''}${id}`).join(',');
}

function readOrder(
  text: string,
  columns: readonly Known[],
  usual: readonly ColumnOrder[],
): readonly ColumnOrder[] {
  if (text === 'none') return [];
  const order: ColumnOrder[] = [];
  for (const part of text.split(',')) {
    const descending = part.startsWith('-');
    const id = descending ? part.slice(1) : part;
    const known = columns.some((column) => column.id === id) && !order.some((one) => one.id === id);
    if (known) order.push({ id, descending });
  }
  return order.length === 0 ? usual : order;
}

function readShown(text: string | null, columns: readonly Known[]): readonly string[] | undefined {
  if (text === null) return undefined;
  const wanted = new Set(text.split(','));
  const known = columns.filter(({ id }) => wanted.has(id));
  return known.length === 0 ? undefined : known.map(({ id }) => id);
}

/** What is shown, in the table's own order of columns; what names the row is always among them. */
export function shownColumns<C extends Pick<Known, 'id' | 'fixed' | 'hiddenAtFirst'>>(
  columns: readonly C[],
  shown: readonly string[] | undefined,
): readonly C[] {
  return columns.filter((column) => {
    if (column.fixed) return true;
    return shown === undefined ? !column.hiddenAtFirst : shown.includes(column.id);
  });
}

function readFilters(
  params: URLSearchParams,
  columns: readonly Known[],
  usual: TableState,
): Readonly<Record<string, ColumnFilter>> {
  const filters: Record<string, ColumnFilter> = {};
  for (const { id, narrowing } of columns) {
    const text = params.get(`${FILTER}${id}`);
    const filter = text === null ? usual.filters[id] : readFilter(text, narrowing);
    if (filter !== undefined && !isOpen(filter)) filters[id] = filter;
  }
  return filters;
}

/** `10..20`, `2026-01-01..`, `open,in-progress`; '' is no filter where the table usually has one. */
function filterText(filter: ColumnFilter | undefined): string {
  if (filter === undefined || isOpen(filter)) return '';
  if (filter.kind === 'choice') return filter.keys.map(keyText).join(',');
  if (filter.kind === 'range') return `${filter.min ?? ''}..${filter.max ?? ''}`;
  return `${filter.from ?? ''}..${filter.to ?? ''}`;
}

function readFilter(text: string, narrowing: Known['narrowing']): ColumnFilter | undefined {
  if (narrowing === 'choice') return readChoice(text);
  const ends = text.split('..');
  const [from = '', to = ''] = ends;
  if (ends.length !== 2 || narrowing === 'none') return undefined;
  return narrowing === 'range'
    ? rangeOf(readNumber(from), readNumber(to))
    : periodOf(readDay(from), readDay(to));
}

export function rangeOf(min: number | undefined, max: number | undefined): ColumnFilter {
  return { kind: 'range', ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

export function periodOf(from: string | undefined, to: string | undefined): ColumnFilter {
  return { kind: 'period', ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function readNumber(text: string): number | undefined {
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(text) ? Number(text) : undefined;
}

function readDay(text: string): string | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

/** `-` is "no value"; a key that is a dash itself is written `%2D`. */
function keyText(key: string): string {
  if (key === '') return '-';
  return key === '-' ? '%2D' : encodeURIComponent(key);
}

function readChoice(text: string): ColumnFilter | undefined {
  if (text === '') return undefined;
  try {
    return {
      kind: 'choice',
      keys: text
        .split(',')
        .slice(0, MAX_KEYS)
        .map((key) => (key === '-' ? '' : decodeURIComponent(key))),
    };
  } catch {
    return undefined; // a lone `%`
  }
}
