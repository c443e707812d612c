/** Filters of the request lists, over rows in memory. Pure. */
import { fold } from '@communitrak/domain/core/fold.ts';
import type { RequestKind, RequestRow, RequestStatus } from './request-rows.ts';

export interface RequestFilter {
  /** 'mine': reported by me or of one of my households. */
  readonly scope: 'mine' | 'all';
  readonly statuses?: readonly RequestStatus[];
  readonly kinds?: readonly RequestKind[];
  /** Member's local id; '' = assigned to nobody; absent = anyone. */
  readonly assignee?: string;
  /** Any scrap of number, title, description, place, home, household or person; words in any order. */
  readonly search?: string;
}

export interface ListedRequest {
  readonly row: RequestRow;
  readonly description: string;
  /** Address of the household's home; '' where it is not known here. */
  readonly home: string;
}

const folded = new WeakMap<ListedRequest, string>();

function textOf(listed: ListedRequest): string {
  const known = folded.get(listed);
  if (known !== undefined) return known;
  const { row, description, home } = listed;
  const all = [
    row.number,
    row.title,
    description,
    row.place,
    home,
    row.householdName,
    row.reporterName,
    row.assigneeName,
  ];
  const text = fold(all.join('\n'));
  folded.set(listed, text);
  return text;
}

/** Every word somewhere, in any order, without case or accents. */
function matches(listed: ListedRequest, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = textOf(listed);
  return words.every((word) => text.includes(word));
}

function fits(row: RequestRow, filter: RequestFilter): boolean {
  const { statuses, kinds, assignee } = filter;
  if (statuses !== undefined && !statuses.includes(row.status)) return false;
  if (kinds !== undefined && !kinds.includes(row.kind)) return false;
  return assignee === undefined || row.assignee === assignee;
}

/** Of me or of one of my households. */
export function isMine(row: RequestRow, member: string, households: ReadonlySet<string>): boolean {
  return row.reporter === member || (row.household !== '' && households.has(row.household));
}

export function filterRows(
  rows: readonly ListedRequest[],
  filter: RequestFilter,
  me: { readonly member: string; readonly households: ReadonlySet<string> },
): readonly RequestRow[] {
  const words = fold(filter.search ?? '')
    .split(/\s+/)
    .filter((word) => word !== '');
  return rows
    .filter(
      (listed) =>
        (filter.scope === 'all' || isMine(listed.row, me.member, me.households)) &&
        fits(listed.row, filter) &&
        matches(listed, words),
    )
    .map(({ row }) => row);
}
