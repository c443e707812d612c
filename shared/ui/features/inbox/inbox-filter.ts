/**
 * The inbox's filters: to and from the URL, and what they leave of the rows. Pure. The URL names what you see, so an
 * absent parameter is the default and a wrong one is as if absent.
 */
import type { RequestKind, RequestRow, RequestStatus } from '@communitrak/replica/queries/request-rows.ts';
import { isOpenStatus, KINDS, PRIORITIES, STATUSES } from '../requests/index.ts';

/** 'active': all that is not closed. */
export type StatusFilter = 'active' | 'open' | 'in-progress' | 'waiting' | 'closed' | 'all';
export type AssigneeFilter = 'any' | 'me' | 'none';
export type Sort = 'newest' | 'oldest' | 'activity' | 'due' | 'priority';

export interface InboxFilter {
  readonly status: StatusFilter;
  readonly kind: RequestKind | 'any';
  readonly assignee: AssigneeFilter;
  readonly overdue: boolean;
  readonly q: string;
  readonly sort: Sort;
}

export const STATUS_FILTERS = [
  'active',
  'open',
  'in-progress',
  'waiting',
  'closed',
  'all',
] as const satisfies readonly StatusFilter[];
export const ASSIGNEE_FILTERS = ['any', 'me', 'none'] as const satisfies readonly AssigneeFilter[];
export const SORTS = ['newest', 'oldest', 'activity', 'due', 'priority'] as const satisfies readonly Sort[];

export const DEFAULT_FILTER: InboxFilter = {
  status: 'active',
  kind: 'any',
  assignee: 'any',
  overdue: false,
  q: '',
  sort: 'newest',
};

const MAX_SEARCH = 200;

function oneOf<T extends string>(value: string | null, allowed: readonly T[], otherwise: T): T {
  return allowed.find((one) => one === value) ?? otherwise;
}

export function filterFromUrl(params: URLSearchParams): InboxFilter {
  return {
    status: oneOf(params.get('status'), STATUS_FILTERS, DEFAULT_FILTER.status),
    kind: oneOf<RequestKind | 'any'>(params.get('kind'), KINDS, 'any'),
    assignee: oneOf(params.get('assignee'), ASSIGNEE_FILTERS, DEFAULT_FILTER.assignee),
    overdue: params.get('overdue') === '1',
    q: (params.get('q') ?? '').slice(0, MAX_SEARCH),
    sort: oneOf(params.get('sort'), SORTS, DEFAULT_FILTER.sort),
  };
}

/** Only what differs from the default; parameters of others stay as they are. */
export function filterToUrl(filter: InboxFilter, params: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(params);
  const put = (name: string, value: string, usual: string): void => {
    if (value === usual) next.delete(name);
    else next.set(name, value);
  };
  put('status', filter.status, DEFAULT_FILTER.status);
  put('kind', filter.kind, DEFAULT_FILTER.kind);
  put('assignee', filter.assignee, DEFAULT_FILTER.assignee);
  put('overdue', filter.overdue ? '1' : '', '');
  put('q', filter.q, '');
  put('sort', filter.sort, DEFAULT_FILTER.sort);
  return next;
}

/** True when anything but the status and the order narrows the list. */
export function isNarrowed(filter: InboxFilter): boolean {
  return filter.kind !== 'any' || filter.assignee !== 'any' || filter.overdue || filter.q !== '';
}

export interface Viewer {
  /** Member's local id. */
  readonly member: string;
  /** Calendar date, `YYYY-MM-DD`. */
  readonly today: string;
}

export function isOverdue(row: RequestRow, today: string): boolean {
  return row.due !== '' && row.due < today && isOpenStatus(row.status);
}

function fitsAssignee(row: RequestRow, filter: InboxFilter, member: string): boolean {
  if (filter.assignee === 'me') return row.assignee === member;
  return filter.assignee === 'any' || row.assignee === '';
}

function fitsRest(row: RequestRow, filter: InboxFilter, viewer: Viewer): boolean {
  if (filter.kind !== 'any' && row.kind !== filter.kind) return false;
  if (!fitsAssignee(row, filter, viewer.member)) return false;
  return !filter.overdue || isOverdue(row, viewer.today);
}

export function fitsStatus(status: RequestStatus, wanted: StatusFilter): boolean {
  if (wanted === 'all') return true;
  if (wanted === 'active') return isOpenStatus(status);
  if (wanted === 'closed') return !isOpenStatus(status);
  return status === wanted;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const ORDERS: Record<Sort, (a: RequestRow, b: RequestRow) => number> = {
  newest: (a, b) => byText(b.at, a.at),
  oldest: (a, b) => byText(a.at, b.at),
  activity: (a, b) => byText(b.lastActivity, a.lastActivity),
  // Without a due date last; the day after comes before the week after.
  due: (a, b) => byText(a.due === '' ? '9999' : a.due, b.due === '' ? '9999' : b.due) || byText(a.at, b.at),
  priority: (a, b) => PRIORITIES.indexOf(b.priority) - PRIORITIES.indexOf(a.priority) || byText(a.at, b.at),
};

export interface InboxView {
  readonly rows: readonly RequestRow[];
  /** How many each choice of status would show, with the other filters as they are. */
  readonly counts: Readonly<Record<StatusFilter, number>>;
}

function countsOf(rows: readonly RequestRow[]): Record<StatusFilter, number> {
  const counts = { active: 0, open: 0, 'in-progress': 0, waiting: 0, closed: 0, all: rows.length };
  const each = new Map(STATUSES.map((status) => [status, 0] as [RequestStatus, number]));
  for (const row of rows) each.set(row.status, (each.get(row.status) ?? 0) + 1);
  for (const [status, count] of each) {
    for (const wanted of STATUS_FILTERS) {
      if (wanted !== 'all' && fitsStatus(status, wanted)) counts[wanted] += count;
    }
  }
  return counts;
}

/** @param found rows that fit the search already; the replica knows descriptions, which rows do not carry. */
export function inboxView(found: readonly RequestRow[], filter: InboxFilter, viewer: Viewer): InboxView {
  const rest = found.filter((row) => fitsRest(row, filter, viewer));
  const rows = rest.filter((row) => fitsStatus(row.status, filter.status)).sort(ORDERS[filter.sort]);
  return { rows, counts: countsOf(rest) };
}

/** How many rows the list shows under this filter. */
export function countIn(found: readonly RequestRow[], filter: InboxFilter, viewer: Viewer): number {
  return found.filter((row) => fitsRest(row, filter, viewer) && fitsStatus(row.status, filter.status)).length;
}
