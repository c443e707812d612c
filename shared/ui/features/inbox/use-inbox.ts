/** The inbox's state: filters and order in the address with the table, rows from the replica, the open request in the path. */
import { useDeferredValue, useMemo, useState } from 'react';
import { requestRows } from '@communitrak/replica/queries/requests.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useUnread } from '../../app/unread/use-unread.ts';
import { useQuery } from '../../app/use-query.ts';
import { useChosenRecord, type ChosenRecord } from '../../kit/master-detail/use-chosen-record.ts';
import type { TableColumn } from '../../kit/table/column.ts';
import { storedTableMemory } from '../../kit/table/table-memory.ts';
import { useTableControl, type TableControl } from '../../kit/table/use-table-control.ts';
import { useNow } from '../../kit/use-now.ts';
import { localDate, useKept, useRequestId } from '../requests/index.ts';
import { useInboxColumns } from './inbox-columns.tsx';
import { statusCounts, USUAL, type InboxRow, type StatusFilter } from './inbox-filter.ts';
import { createInboxRows } from './inbox-rows.ts';
import { inboxPaths } from './paths.ts';

export interface Inbox {
  /** All that fit the search. Undefined until the first answer. */
  readonly rows: readonly InboxRow[] | undefined;
  /** Undefined until all have been read. */
  readonly counts: Readonly<Record<StatusFilter, number>> | undefined;
  readonly columns: readonly TableColumn<InboxRow>[];
  readonly control: TableControl;
  /** Today by this device's calendar. */
  readonly today: string;
  readonly record: ChosenRecord;
}

const memory = storedTableMemory(() => localStorage);

function useRows(search: string, today: string) {
  const replica = useReplica();
  const unread = useUnread();
  const q = useDeferredValue(search);
  const query = useMemo(
    () => requestRows(replica, { scope: 'all', ...(q === '' ? {} : { search: q }) }),
    [replica, q],
  );
  const found = useKept(useQuery(query), replica.session.id);
  const [rowsOf] = useState(createInboxRows);
  const rows = useMemo(() => found && rowsOf(found.rows, unread, today), [found, rowsOf, unread, today]);
  return { rows, complete: found?.complete === true };
}

export function useInbox(): Inbox {
  const at = useAt();
  const { session } = useReplica();
  const columns = useInboxColumns();
  // Views name people of one association.
  const control = useTableControl({ table: `inbox.${session.id}`, columns, memory, usual: USUAL });
  const today = localDate(useNow());
  const { search, filters } = control.state;
  const { rows, complete } = useRows(search, today);
  const counts = useMemo(
    () => (rows === undefined || !complete ? undefined : statusCounts(rows, columns, filters)),
    [rows, complete, columns, filters],
  );
  const record = useChosenRecord({
    id: useRequestId(),
    list: at(inboxPaths.list),
    one: (id) => at(inboxPaths.one(id)),
  });
  return { rows, counts, columns, control, today, record };
}
