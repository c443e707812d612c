/** Addresses of the inbox with filters on, as the table writes them. */
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
