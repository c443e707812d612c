/** The inbox's list: the kit's table over the requests, with acts on several at once. */
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { IconChecks, IconInbox } from '@tabler/icons-react';
import { syncStatus } from '@communitrak/replica/status/sync-status.ts';
import { usePlatform, useReplica } from '../../app/context.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Table } from '../../kit/table/Table.tsx';
import type { TableFile } from '../../kit/table/TableToolbar.tsx';
import { useIsDesk } from '../../kit/use-media.ts';
import { BulkActs } from './bulk/BulkActs.tsx';
import type { BulkChange } from './bulk/bulk-plan.ts';
import { BulkSheet } from './bulk/BulkSheet.tsx';
import type { InboxRow } from './inbox-filter.ts';
import { InboxFilters } from './InboxFilters.tsx';
import type { Inbox } from './use-inbox.ts';

const idOf = (row: InboxRow): string => row.id;

/** Something was asked of several requests. */
interface Asked {
  readonly kind: BulkChange['kind'];
  readonly rows: readonly InboxRow[];
  /** All rows as they were: the list stands still behind the sheet, and comes to what they are now when it closes. */
  readonly all: readonly InboxRow[] | undefined;
  readonly clear: () => void;
}

/** @param narrow a request is open beside it */
export function InboxTable({
  inbox,
  narrow,
}: {
  readonly inbox: Inbox;
  readonly narrow: boolean;
}): ReactNode {
  const t = useText();
  const replica = useReplica();
  const desk = useIsDesk();
  const status = useQuery(useMemo(() => syncStatus(replica), [replica]));
  const { rows, counts, columns, control, today, record } = inbox;
  const short = narrow || !desk;
  const tools = useMemo(
    () => <InboxFilters control={control} counts={counts} short={short} />,
    [control, counts, short],
  );
  const search = useMemo(() => ({ label: t('inbox.search'), placeholder: t('inbox.search.hint') }), [t]);
  const [asked, setAsked] = useState<Asked>();
  const alone = record.id === '';
  const bulk = useCallback(
    (selected: readonly InboxRow[], clear: () => void) => (
      <BulkActs onAsk={(kind) => setAsked({ kind, rows: selected, all: rows, clear })} keys={alone} />
    ),
    [alone, rows],
  );
  return (
    <>
      <Table
        label={t('inbox.list')}
        rows={asked === undefined ? rows : asked.all}
        columns={columns}
        idOf={idOf}
        control={control}
        search={search}
        searched
        onOpen={(row, how) => record.open(row.id, how)}
        hrefOf={(row) => record.hrefOf(row.id)}
        openId={record.id}
        returnTo={record.returnTo}
        bulk={bulk}
        tools={tools}
        empty={<NoRequests any={(counts?.all ?? 0) > 0} />}
        firstSync={status?.firstSync}
        file={useFile(today)}
        narrow={narrow}
      />
      {asked === undefined ? null : (
        <BulkSheet
          kind={asked.kind}
          rows={asked.rows}
          onClose={(done) => {
            if (done) asked.clear();
            setAsked(undefined);
          }}
        />
      )}
    </>
  );
}

function useFile(today: string): TableFile {
  const t = useText();
  const platform = usePlatform();
  const { associationName } = useReplica();
  return useMemo(
    () => ({
      title: t('inbox.list'),
      association: associationName,
      today,
      save: (name, content) => platform.saveFile(name, content),
      print: () => platform.print(),
    }),
    [t, platform, associationName, today],
  );
}

/** @param any there are some, all of them closed */
function NoRequests({ any }: { readonly any: boolean }): ReactNode {
  const t = useText();
  if (any) {
    return <EmptyState icon={<IconChecks />} title={t('inbox.done.title')} text={t('inbox.done.text')} />;
  }
  return <EmptyState icon={<IconInbox />} title={t('inbox.empty.title')} text={t('inbox.empty.text')} />;
}
