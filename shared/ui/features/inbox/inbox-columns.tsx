/** The inbox's columns: what the office sorts and narrows by in sight, the rest for whoever asks for it. */
import { useMemo, type ReactNode } from 'react';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useReplica } from '../../app/context.ts';
import { useText, type Say } from '../../i18n/Text.tsx';
import type { Formats } from '../../i18n/formats.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { DeliveryBadge } from '../../kit/DeliveryBadge.tsx';
import { columnKinds, type ColumnKinds, type TableColumn } from '../../kit/table/column.ts';
import { MaybeUnread } from '../../kit/UnreadDot.tsx';
import { DateText } from '../../kit/Values.tsx';
import {
  DueMark,
  KINDS,
  KIND_WORDS,
  PRIORITIES,
  NEW_PRIORITY_WORDS,
  PriorityMark,
  RequestNumber,
  RequestStatusTag,
  STATUSES,
  STATUS_WORDS,
} from '../requests/index.ts';
import { assigneeKey, LATE, type InboxRow } from './inbox-filter.ts';

interface Around {
  readonly kinds: ColumnKinds<InboxRow>;
  readonly t: Say;
  readonly formats: Formats;
  readonly member: string;
}
type Column = TableColumn<InboxRow>;

export function useInboxColumns(): readonly Column[] {
  const t = useText();
  const formats = useFormats();
  const { member } = useReplica().principal;
  return useMemo(() => {
    const around = { kinds: columnKinds<InboxRow>(formats), t, formats, member };
    return [...whatColumns(around), ...howColumns(around), ...whenColumns(around)];
  }, [t, formats, member]);
}

/** Which request it is. */
function whatColumns({ kinds, t }: Around): readonly Column[] {
  return [
    kinds.text({
      id: 'number',
      header: t('inbox.column.number'),
      value: (row) => row.number,
      show: (row) => <RequestNumber number={row.number} />,
      width: 84,
      grow: 0,
    }),
    kinds.text({
      id: 'title',
      header: t('inbox.column.title'),
      value: (row) => row.title,
      show: (row) => <Title row={row} />,
      fixed: true,
      width: 200,
      grow: 5,
      onPhone: 'title',
    }),
  ];
}

/** How it stands, whose it is. */
function howColumns({ kinds, t, member }: Around): readonly Column[] {
  return [
    kinds.tag({
      id: 'status',
      header: t('inbox.status'),
      value: (row) => row.status,
      label: wordsOf(STATUS_WORDS, t),
      order: STATUSES,
      show: (row) => <RequestStatusTag status={row.status} short />,
      width: 130,
    }),
    kinds.tag({
      id: 'priority',
      header: t('inbox.column.priority'),
      value: (row) => row.priority,
      label: wordsOf(NEW_PRIORITY_WORDS, t),
      order: PRIORITIES,
      show: (row) =>
        stands(row) ? <PriorityMark priority={row.priority} /> : t(NEW_PRIORITY_WORDS[row.priority]),
      card: (row) => (stands(row) ? <PriorityMark priority={row.priority} /> : null),
      width: 92,
    }),
    kinds.text({
      id: 'home',
      header: t('inbox.column.home'),
      value: (row) => (row.householdName === '' ? row.place : row.householdName),
      width: 120,
      grow: 2,
    }),
    {
      ...kinds.person({
        id: 'assignee',
        header: t('inbox.assignee'),
        value: (row) => row.assigneeName,
        show: (row) =>
          row.assignee === '' ? <span className="ct-soft">{t('inbox.unassigned')}</span> : row.assigneeName,
        none: t('inbox.unassigned'),
        width: 120,
        grow: 2,
      }),
      narrowedBy: (row) => assigneeKey(row, member),
    },
    kinds.tag({
      id: 'kind',
      header: t('inbox.kind'),
      value: (row) => row.kind,
      label: wordsOf(KIND_WORDS, t),
      order: KINDS,
      hiddenAtFirst: true,
      width: 120,
    }),
    kinds.text({
      id: 'reporter',
      header: t('inbox.column.reporter'),
      value: (row) => row.reporterName,
      hiddenAtFirst: true,
      width: 120,
      grow: 1,
    }),
  ];
}

function whenColumns({ kinds, t, formats }: Around): readonly Column[] {
  return [
    kinds.date({
      id: 'due',
      header: t('inbox.column.due'),
      value: (row) => row.due,
      show: (row) => <Due row={row} date={formats.date(row.due)} />,
      card: (row) => <DueMark due={row.due} overdue={row.late} />,
      width: 148,
    }),
    kinds.tag({
      id: 'overdue',
      header: t('inbox.column.overdue'),
      value: (row) => (row.late ? LATE : ''),
      label: () => t('inbox.column.overdue'),
      none: t('inbox.column.inTime'),
      hiddenAtFirst: true,
      card: () => null,
    }),
    kinds.instant({
      id: 'activity',
      header: t('inbox.column.activity'),
      value: (row) => row.lastActivity,
      show: (row) => <DateText at={row.lastActivity} />,
      hiddenAtFirst: true,
      width: 124,
    }),
    kinds.instant({
      id: 'at',
      header: t('inbox.column.at'),
      value: (row) => row.at,
      show: (row) => <DateText at={row.at} />,
      onPhone: 'trail',
      width: 124,
    }),
  ];
}

function wordsOf<K extends string>(words: Readonly<Record<K, Parameters<Say>[0]>>, t: Say) {
  const known = new Map<string, Parameters<Say>[0]>(Object.entries(words) as [string, Parameters<Say>[0]][]);
  return (key: string): string => {
    const id = known.get(key);
    return id === undefined ? key : t(id);
  };
}

const stands = ({ priority }: InboxRow): boolean => priority === 'high' || priority === 'urgent';

/** What is new stands out; what has not been sent says so. */
function Title({ row }: { readonly row: InboxRow }): ReactNode {
  return (
    <span className="ib-title" data-new={row.unread ? '' : undefined}>
      <span className="ib-title-words" title={row.title}>
        <MaybeUnread unread={row.unread}>{row.title}</MaybeUnread>
      </span>
      <DeliveryBadge state={row.delivery} quietWhenSent />
    </span>
  );
}

function Due({ row, date }: { readonly row: InboxRow; readonly date: string }): ReactNode {
  const t = useText();
  if (!row.late) return date;
  return (
    <span className="rq-mark rq-mark-late">
      <IconAlertTriangle aria-hidden />
      {date}
      <span className="ct-hidden">{t('inbox.column.overdue')}</span>
    </span>
  );
}
