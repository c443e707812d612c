/** The inbox's rows: dense, drawn only where seen, with what the office sorts by in sight. */
import { useMemo, type ReactNode } from 'react';
import { IconChecks, IconInbox } from '@tabler/icons-react';
import type { RequestRow } from '@communitrak/replica/queries/request-rows.ts';
import { syncStatus } from '@communitrak/replica/status/sync-status.ts';
import { useReplica } from '../../app/context.ts';
import { useUnread } from '../../app/unread/use-unread.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { Button } from '../../kit/Button.tsx';
import { DeliveryBadge } from '../../kit/DeliveryBadge.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ListRow } from '../../kit/ListRow.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { VirtualList } from '../../kit/VirtualList.tsx';
import { DueMark, PriorityMark, RequestNumber, RequestStatusTag, RowHead } from '../requests/index.ts';
import { DEFAULT_FILTER, isNarrowed, isOverdue } from './inbox-filter.ts';
import type { Inbox } from './use-inbox.ts';

/** @param boxed scrolls in its own column, beside the detail */
export function InboxList({ inbox, boxed }: { readonly inbox: Inbox; readonly boxed: boolean }): ReactNode {
  const t = useText();
  const replica = useReplica();
  const status = useQuery(useMemo(() => syncStatus(replica), [replica]));
  const first = status?.firstSync;
  const unread = useUnread();
  const { view, pointed, chosen, today, linkTo } = inbox;
  if (view === undefined) return <Skeleton rows={8} count={first} />;
  if (view.rows.length === 0) return <NoRows inbox={inbox} syncing={first} />;
  return (
    <VirtualList
      label={t('inbox.list')}
      items={view.rows}
      keyOf={(row) => row.id}
      estimate={72}
      boxed={boxed}
      pointed={pointed === '' ? -1 : view.rows.findIndex((row) => row.id === pointed)}
      row={(row) => (
        <InboxRow
          row={row}
          to={linkTo(row.id)}
          chosen={row.id === chosen}
          pointed={row.id === pointed}
          today={today}
          byDue={inbox.filter.sort === 'due'}
          unread={unread.has(row.id)}
        />
      )}
    />
  );
}

interface InboxRowProps {
  readonly row: RequestRow;
  readonly to: string;
  readonly chosen: boolean;
  readonly pointed: boolean;
  readonly today: string;
  /** The list is in the order of due dates: then each shows its own. */
  readonly byDue: boolean;
  readonly unread: boolean;
}

function InboxRow({ row, to, chosen, pointed, today, byDue, unread }: InboxRowProps): ReactNode {
  const t = useText();
  const where = row.householdName === '' ? row.place : row.householdName;
  const late = isOverdue(row, today);
  const who = row.assigneeName === '' ? t('inbox.unassigned') : row.assigneeName;
  return (
    <ListRow
      to={to}
      title={<RowHead title={row.title} at={row.at} unread={unread} />}
      selected={chosen}
      pointed={pointed}
      meta={
        <span className="rq-meta">
          <RequestStatusTag status={row.status} short />
          <PriorityMark priority={row.priority} />
          {late || byDue ? <DueMark due={row.due} overdue={late} /> : null}
          <RequestNumber number={row.number} />
          {where === '' ? null : (
            <span className="rq-meta-place" title={where}>
              {where}
            </span>
          )}
          <span className="rq-meta-place" title={who}>
            {who}
          </span>
          <DeliveryBadge state={row.delivery} quietWhenSent />
        </span>
      }
    />
  );
}

function NoRows(props: {
  readonly inbox: Inbox;
  readonly syncing: { readonly done: number; readonly total: number } | undefined;
}): ReactNode {
  const t = useText();
  const { inbox, syncing } = props;
  const { filter, view, set } = inbox;
  if (isNarrowed(filter)) {
    return (
      <EmptyState
        title={t('inbox.none.title')}
        text={t('inbox.none.text')}
        action={
          <Button onClick={() => set({ ...DEFAULT_FILTER, sort: filter.sort })}>{t('inbox.clear')}</Button>
        }
      />
    );
  }
  if (syncing !== undefined) return <Skeleton rows={8} count={syncing} />;
  if ((view?.counts.all ?? 0) === 0) {
    return <EmptyState icon={<IconInbox />} title={t('inbox.empty.title')} text={t('inbox.empty.text')} />;
  }
  return <EmptyState icon={<IconChecks />} title={t('inbox.done.title')} text={t('inbox.done.text')} />;
}
