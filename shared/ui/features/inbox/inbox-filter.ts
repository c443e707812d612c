/**
 * The inbox's filters as the table keeps them in the address, and what a row is asked for them. Pure. The home's numbers are
 * counted by the very filters that their links open, without a table.
 */
import type { RequestRow, RequestStatus } from '@communitrak/replica/queries/request-rows.ts';
import type { TableColumn } from '../../kit/table/column.ts';
import { fitsFilter, type ColumnFilter } from '../../kit/table/narrow.ts';
import { PLAIN_STATE, stateFromUrl, type TableState } from '../../kit/table/table-state.ts';
import { isOpenStatus, OPEN_STATUSES, STATUSES } from '../requests/index.ts';

/** 'active': all that is not closed. */
export type StatusFilter = 'active' | 'open' | 'in-progress' | 'waiting' | 'closed' | 'all';
export const STATUS_FILTERS = [
  'active',
  'open',
  'in-progress',
  'waiting',
  'closed',
  'all',
] as const satisfies readonly StatusFilter[];

export type Filters = TableState['filters'];

const STATUSES_OF: Readonly<Record<StatusFilter, readonly RequestStatus[]>> = {
  active: OPEN_STATUSES,
  open: ['open'],
  'in-progress': ['in-progress'],
  waiting: ['waiting'],
  closed: STATUSES.filter((status) => !isOpenStatus(status)),
  all: [],
};

/** How the inbox comes: what is not closed, newest first. */
export const USUAL: TableState = {
  ...PLAIN_STATE,
  order: [{ id: 'at', descending: true }],
  filters: { status: { kind: 'choice', keys: OPEN_STATUSES } },
};

export const ME = 'me';
export const NOBODY = '';
export const LATE = 'yes';

export interface Viewer {
  /** Member's local id. */
  readonly member: string;
  /** Calendar date, `YYYY-MM-DD`. */
  readonly today: string;
}

/** A request as the inbox lists it. */
export interface InboxRow extends RequestRow {
  /** Not closed, and its day has passed. */
  readonly late: boolean;
  /** Something new in it, to this member. */
  readonly unread: boolean;
}

export function isOverdue(row: RequestRow, today: string): boolean {
  return row.due !== '' && row.due < today && isOpenStatus(row.status);
}

/** Whom it is given to, as a filter's key: oneself is the same key for everybody, so that a link means whoever follows it. */
export function assigneeKey({ assignee }: RequestRow, member: string): string {
  return assignee !== '' && assignee === member ? ME : assignee;
}

/** The one status filter that these are; undefined for a mixture that none of them is. */
export function statusFilterOf(filters: Filters): StatusFilter | undefined {
  const filter = filters['status'];
  const keys = filter?.kind === 'choice' ? filter.keys : [];
  return STATUS_FILTERS.find((one) => {
    const wanted = STATUSES_OF[one];
    return wanted.length === keys.length && wanted.every((status) => keys.includes(status));
  });
}

export function withStatus(filters: Filters, status: StatusFilter): Filters {
  return withChoice(filters, 'status', STATUSES_OF[status]);
}

/** Stands for more keys than one, which can be chosen in the sheet of filters. */
export const SEVERAL = 'several';

/** Undefined: not narrowed by it. */
export function choiceOf(filters: Filters, id: string): string | undefined {
  const filter = filters[id];
  if (filter?.kind !== 'choice') return undefined;
  return filter.keys.length > 1 ? SEVERAL : filter.keys[0];
}

export function withChoice(filters: Filters, id: string, keys: readonly string[]): Filters {
  const { [id]: _before, ...others } = filters;
  return keys.length === 0 ? others : { ...others, [id]: { kind: 'choice', keys } };
}

type Asked<Row> = Pick<TableColumn<Row>, 'id' | 'narrowedBy'>;

function fits<Row>(row: Row, columns: readonly Asked<Row>[], filters: Filters, except = ''): boolean {
  return columns.every(({ id, narrowedBy }) => {
    const filter: ColumnFilter | undefined = filters[id];
    return filter === undefined || id === except || fitsFilter(narrowedBy(row), filter);
  });
}

/** How many each choice of status would show, with the other filters as they are. */
export function statusCounts<Row extends RequestRow>(
  rows: readonly Row[],
  columns: readonly Asked<Row>[],
  filters: Filters,
): Readonly<Record<StatusFilter, number>> {
  const each = new Map<RequestStatus, number>();
  let all = 0;
  for (const row of rows) {
    if (!fits(row, columns, filters, 'status')) continue;
    all += 1;
    each.set(row.status, (each.get(row.status) ?? 0) + 1);
  }
  const sum = (one: StatusFilter): number =>
    STATUSES_OF[one].reduce((total, status) => total + (each.get(status) ?? 0), 0);
  return {
    active: sum('active'),
    open: sum('open'),
    'in-progress': sum('in-progress'),
    waiting: sum('waiting'),
    closed: sum('closed'),
    all,
  };
}

const CHOICE = { narrowing: 'choice', fixed: false, hiddenAtFirst: false } as const;

/** What of the inbox's columns can be asked without a table: for links from elsewhere. */
function askedColumns({ member, today }: Viewer) {
  return [
    { ...CHOICE, id: 'status', narrowedBy: (row: RequestRow) => row.status },
    { ...CHOICE, id: 'kind', narrowedBy: (row: RequestRow) => row.kind },
    { ...CHOICE, id: 'assignee', narrowedBy: (row: RequestRow) => assigneeKey(row, member) },
    { ...CHOICE, id: 'overdue', narrowedBy: (row: RequestRow) => (isOverdue(row, today) ? LATE : '') },
  ];
}

/** How many rows the inbox shows under such a query. */
export function countIn(rows: readonly RequestRow[], query: string, viewer: Viewer): number {
  const columns = askedColumns(viewer);
  const { filters } = stateFromUrl(new URLSearchParams(query), columns, USUAL);
  return rows.filter((row) => fits(row, columns, filters)).length;
}
