/** The rows as the inbox lists them: a request of which nothing has changed stays the same object, so that it is not drawn anew. */
import type { RequestRow } from '@communitrak/replica/queries/request-rows.ts';
import { isOverdue, type InboxRow } from './inbox-filter.ts';

export type MakeRows = (
  found: readonly RequestRow[],
  unread: ReadonlySet<string>,
  today: string,
) => readonly InboxRow[];

export function createInboxRows(): MakeRows {
  const known = new WeakMap<RequestRow, InboxRow>();
  return (found, unread, today) =>
    found.map((row) => {
      const now = { late: isOverdue(row, today), unread: unread.has(row.id) };
      const before = known.get(row);
      if (before?.late === now.late && before.unread === now.unread) return before;
      const made = { ...row, ...now };
      known.set(row, made);
      return made;
    });
}
