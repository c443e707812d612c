/** A list and the record that is open: none, one, one that is still being read, one that is not there, in a list too long. */
import { useMemo, useState, type ReactNode } from 'react';
import { IconPrinter } from '@tabler/icons-react';
import { useFormats } from '../../i18n/use-formats.ts';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { IconButton } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Facts } from '../../kit/Facts.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { ListBeside } from '../../kit/master-detail/MasterDetail.tsx';
import { RecordFrame } from '../../kit/master-detail/RecordFrame.tsx';
import { columnKinds } from '../../kit/table/column.ts';
import { Table } from '../../kit/table/Table.tsx';
import { storedTableMemory } from '../../kit/table/table-memory.ts';
import { useTableControl } from '../../kit/table/use-table-control.ts';
import { useIsDesk } from '../../kit/use-media.ts';
import type { CataloguePage } from '../catalogue-page.ts';
import { LEDGER } from '../table/ledger-words.ts';
import { sampleLedger, type SampleEntry } from '../table/sample-ledger.ts';

const memory = storedTableMemory(() => localStorage);
const many = sampleLedger(5000);
const few = many.slice(0, 12);
const idOf = (entry: SampleEntry): string => entry.id;
const WORDS = {
  record: 'Open entry',
  print: 'Print this entry',
  gone: 'This entry is not on this device',
  goneText: 'It may not have arrived yet. With a connection it appears here by itself.',
} as const;

interface SampleProps {
  readonly rows: readonly SampleEntry[];
  readonly first: string;
  /** Of the record that is open. */
  readonly state?: 'here' | 'loading' | 'gone';
}

function useColumns() {
  const formats = useFormats();
  return useMemo(() => {
    const { text, date, money } = columnKinds<SampleEntry>(formats);
    return [
      text({
        id: 'household',
        header: LEDGER.household,
        value: (row) => row.household,
        fixed: true,
        width: 180,
        grow: 3,
        onPhone: 'title',
      }),
      text({ id: 'lot', header: LEDGER.lot, value: (row) => row.lot, width: 150, grow: 1 }),
      date({ id: 'due', header: LEDGER.due, value: (row) => row.due }),
      money({ id: 'amount', header: LEDGER.amount, value: (row) => row.amount, currency: 'USD' }),
    ];
  }, [formats]);
}

function Sample({ rows, first, state = 'here' }: SampleProps): ReactNode {
  const columns = useColumns();
  const control = useTableControl({ table: 'catalogue-records', columns, memory });
  const desk = useIsDesk();
  const [open, setOpen] = useState({ id: first, asked: 0, last: '' });
  const record = {
    id: open.id,
    asked: open.asked,
    listHref: '/kit/master-detail',
    close: () => setOpen(({ id }) => ({ id: '', asked: 0, last: id })),
  };
  const detail = (
    <Opened key={open.id} record={record} row={rows.find(({ id }) => id === open.id)} state={state} />
  );
  if (open.id !== '' && !desk) return detail;
  return (
    <div className="kc-table">
      <ListBeside
        record={record}
        detailLabel={WORDS.record}
        list={(narrow) => (
          <Table
            label={LEDGER.entries}
            rows={rows}
            columns={columns}
            idOf={idOf}
            control={control}
            search={{ label: LEDGER.search, placeholder: LEDGER.searchHint }}
            onOpen={(row, how) =>
              setOpen(({ asked }) => ({ id: row.id, asked: how === 'open' ? asked + 1 : 0, last: '' }))
            }
            openId={open.id}
            returnTo={open.last}
            narrow={narrow}
            empty={<EmptyState title={LEDGER.none} text={LEDGER.noneText} />}
          />
        )}
        detail={detail}
      />
    </div>
  );
}

interface OpenedProps {
  readonly record: { readonly asked: number; readonly listHref: string; readonly close: () => void };
  readonly row: SampleEntry | undefined;
  readonly state: 'here' | 'loading' | 'gone';
}

function Opened({ record, row, state }: OpenedProps): ReactNode {
  const announce = useAnnounce();
  const formats = useFormats();
  const frame = { record, listTitle: LEDGER.entries };
  if (state === 'loading' || row === undefined) {
    return (
      <RecordFrame {...frame} title={WORDS.record} quietTitle>
        <Skeleton rows={5} />
      </RecordFrame>
    );
  }
  if (state === 'gone') {
    return (
      <RecordFrame {...frame} title={WORDS.gone} quietTitle>
        <EmptyState title={WORDS.gone} text={WORDS.goneText} />
      </RecordFrame>
    );
  }
  return (
    <RecordFrame
      {...frame}
      title={row.household}
      about={row.lot}
      actions={
        <IconButton label={WORDS.print} onClick={() => announce(WORDS.print)}>
          <IconPrinter aria-hidden />
        </IconButton>
      }
    >
      <Facts
        facts={[
          { label: LEDGER.due, value: row.due === '' ? '' : formats.date(row.due) },
          { label: LEDGER.memo, value: row.memo },
          { label: LEDGER.clerk, value: row.clerk },
        ]}
      />
    </RecordFrame>
  );
}

const second = few[1]?.id ?? '';
const Closed = (): ReactNode => <Sample rows={few} first="" />;
const Normal = (): ReactNode => <Sample rows={few} first={second} />;
const Overfull = (): ReactNode => <Sample rows={many} first={many[2500]?.id ?? ''} />;
const Loading = (): ReactNode => <Sample rows={few} first={second} state="loading" />;
const Gone = (): ReactNode => <Sample rows={few} first={second} state="gone" />;

export const masterDetailPage: CataloguePage = {
  id: 'master-detail',
  title: 'List and record',
  about:
    'The list has all the width until a record is opened beside it; on a phone the record takes its place. Escape goes back to the row.',
  states: [
    { id: 'open', title: 'A record open', Draw: Normal },
    { id: 'closed', title: 'None open', Draw: Closed },
    { id: 'overfull', title: 'Overfull: 5,000 rows', Draw: Overfull },
    { id: 'loading', title: 'Still being read', Draw: Loading },
    { id: 'gone', title: 'Not there', Draw: Gone },
  ],
};
