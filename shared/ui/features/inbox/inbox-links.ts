/** Addresses of the inbox with filters on, as the table writes them. */
import { stateToUrl } from '../../kit/table/table-state.ts';
import { USUAL, withStatus } from './inbox-filter.ts';
import { inboxPaths } from './paths.ts';

export const INBOX_QUERIES = {
  new: 'f.status=open',
  unassigned: 'f.assignee=-',
  overdue: 'f.overdue=yes',
  mine: 'f.assignee=me',
  latest: 'sort=-activity',
  /** What the board decides, the oldest first. */
  decisions: 'f.kind=architectural&sort=at',
} as const;

export function inboxWith(query: keyof typeof INBOX_QUERIES): string {
  return `${inboxPaths.list}?${INBOX_QUERIES[query]}`;
}

/** All requests, open and closed, in which these words are found. */
export function allWith(words: string): string {
  const query = stateToUrl(
    { ...USUAL, search: words, filters: withStatus(USUAL.filters, 'all') },
    new URLSearchParams(),
    USUAL,
  );
  return `${inboxPaths.list}?${query.toString()}`;
}
