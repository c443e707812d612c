/** The table in each of its states, over an invented ledger. */
import { useMemo, type ReactNode } from 'react';
import { IconTable } from '@tabler/icons-react';
import { usePlatform } from '../../app/context.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { columnKinds, type TableColumn } from '../../kit/table/column.ts';
import { Table } from '../../kit/table/Table.tsx';
import { storedTableMemory } from '../../kit/table/table-memory.ts';
import { useTableControl } from '../../kit/table/use-table-control.ts';
import type { CataloguePage } from '../catalogue-page.ts';
import { sampleLedger, type SampleEntry } from './sample-ledger.ts';
import { LEDGER, STATUS_LABELS, STATUS_TONES } from './ledger-words.ts';

const memory = storedTableMemory(() => localStorage);
const few = sampleLedger(40);
const many = sampleLedger(5000);
const idOf = (entry: SampleEntry): string => entry.id;
const STATUS_ORDER = ['disputed', 'late', 'open', 'paid'];

function useLedgerColumns(): readonly TableColumn<SampleEntry>[] {
  const formats = useFormats();
  return useMemo(() => {
    const { text, tag, person, date, instant, money } = columnKinds<SampleEntry>(formats);
    return [
      text({ id: 'number', header: LEDGER.number, value: (row) => `#${row.number}`, width: 76, grow: 0 }),
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
      tag({
        id: 'status',
        header: LEDGER.status,
        value: (row) => row.status,
        label: (key) => STATUS_LABELS[key] ?? key,
        order: STATUS_ORDER,
        show: (row) => (
          <span className={`ct-tag ct-tone-${STATUS_TONES[row.status]}`}>{STATUS_LABELS[row.status]}</span>
        ),
      }),
      date({ id: 'due', header: LEDGER.due, value: (row) => row.due }),
      instant({ id: 'posted', header: LEDGER.posted, value: (row) => row.posted, hiddenAtFirst: true }),
      person({ id: 'clerk', header: LEDGER.clerk, value: (row) => row.clerk, width: 120, grow: 1 }),
      text({ id: 'memo', header: LEDGER.memo, value: (row) => row.memo, hiddenAtFirst: true }),
      money({ id: 'amount', header: LEDGER.amount, value: (row) => row.amount, currency: 'USD', width: 150 }),
      money({
        id: 'balance',
        header: LEDGER.balance,
        value: (row) => row.balance,
        currency: 'USD',
        width: 150,
        onPhone: 'none',
      }),
    ];
  }, [formats]);
}

interface LedgerProps {
  readonly rows: readonly SampleEntry[] | undefined;
  readonly fault?: ReactNode;
  readonly firstSync?: { readonly done: number; readonly total: number };
  readonly narrow?: boolean;
}

function Ledger(props: LedgerProps): ReactNode {
  const columns = useLedgerColumns();
  const platform = usePlatform();
  const announce = useAnnounce();
  const control = useTableControl({ table: 'catalogue', columns, memory });
  return (
    <div className="tb-fill kc-table">
      <Table
        {...props}
        label={LEDGER.entries}
        columns={columns}
        idOf={idOf}
        control={control}
        search={{ label: LEDGER.search, placeholder: LEDGER.searchHint }}
        onOpen={(row) => announce(row.household)}
        bulk={(selected, clear) => (
          <Button
            onClick={() => {
              announce(`${LEDGER.paid} ${selected.length}`);
              clear();
            }}
          >
            {LEDGER.paid}
          </Button>
        )}
        empty={<EmptyState icon={<IconTable />} title={LEDGER.none} text={LEDGER.noneText} />}
        file={{
          title: LEDGER.entries,
          association: LEDGER.association,
          today: '2026-12-01',
          save: (name, content) => platform.saveFile(name, content),
          print: () => platform.print(),
        }}
      />
    </div>
  );
}

const Normal = (): ReactNode => <Ledger rows={few} />;
const Overfull = (): ReactNode => <Ledger rows={many} />;
const Narrow = (): ReactNode => <Ledger rows={many} narrow />;
const Empty = (): ReactNode => <Ledger rows={[]} />;
const Loading = (): ReactNode => <Ledger rows={undefined} />;
const FirstCopy = (): ReactNode => <Ledger rows={undefined} firstSync={{ done: 412, total: 3870 }} />;
const Fault = (): ReactNode => (
  <Ledger
    rows={[]}
    fault={
      <Notice tone="loss" title={LEDGER.fault}>
        {LEDGER.faultText}
      </Notice>
    }
  />
);

export const tablePage: CataloguePage = {
  id: 'table',
  title: 'Table',
  about:
    'Rows and columns: sorted, searched, selected, saved as a view, as CSV, printed. Lines of two on a phone.',
  states: [
    { id: 'normal', title: 'Normal', Draw: Normal },
    { id: 'overfull', title: 'Overfull: 5,000 rows', Draw: Overfull },
    { id: 'narrow', title: 'Beside a detail', Draw: Narrow },
    { id: 'empty', title: 'Empty', Draw: Empty },
    { id: 'loading', title: 'Loading', Draw: Loading },
    { id: 'first-copy', title: 'First copy', Draw: FirstCopy },
    { id: 'fault', title: 'Fault', Draw: Fault },
  ],
};
