/** The lines that are there: home, how much, owed or credit, and what is wrong; a row is corrected, several are taken out. */
import { useMemo, type ReactNode } from 'react';
import type { ReceiptDesk } from '@communitrak/replica/queries/receipts.ts';
import { useTableFile } from '../../../app/use-table-file.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { Button } from '../../../kit/Button.tsx';
import { StatusTag } from '../../../kit/DeliveryBadge.tsx';
import { columnKinds, type TableColumn } from '../../../kit/table/column.ts';
import { Table } from '../../../kit/table/Table.tsx';
import { storedTableMemory } from '../../../kit/table/table-memory.ts';
import { useTableControl } from '../../../kit/table/use-table-control.ts';
import type { Money } from '../Ready.tsx';
import { centsOf, type OpeningRow, type RowFault, type Side } from './opening-form.ts';
import type { Opening } from './use-opening.ts';

const FAULT_WORDS = {
  home: 'dues.opening.fault.home',
  amount: 'dues.opening.fault.amount',
  twice: 'dues.opening.fault.twice',
  there: 'dues.opening.fault.there',
  '': 'dues.opening.fault.none',
} as const;
const FAULT_ORDER: readonly RowFault[] = ['home', 'amount', 'twice', 'there', ''];
const SIDE_WORDS = { owes: 'dues.opening.owes', credit: 'dues.opening.credit' } as const;

interface Row {
  readonly id: string;
  readonly home: string;
  readonly place: string;
  readonly side: Side;
  readonly cents: number;
  readonly fault: RowFault;
}

const memory = storedTableMemory(() => localStorage);
const idOf = (row: Row): string => row.id;

function rowsOf(
  lines: readonly OpeningRow[],
  faults: readonly RowFault[],
  desk: ReceiptDesk,
): readonly Row[] {
  const homes = new Map(desk.homes.map((home) => [home.id, home]));
  return lines.map((line, at) => {
    const home = homes.get(line.household);
    return {
      id: line.key,
      home: home?.name ?? line.home,
      place: home?.address ?? '',
      side: line.side,
      cents: Math.abs(centsOf(line)),
      fault: faults[at] ?? '',
    };
  });
}

function useColumns(currency: string): readonly TableColumn<Row>[] {
  const t = useText();
  const formats = useFormats();
  return useMemo(() => {
    const { text, tag, money } = columnKinds<Row>(formats);
    return [
      text({
        id: 'home',
        header: t('dues.opening.home'),
        value: (row) => row.home,
        fixed: true,
        grow: 3,
        onPhone: 'title',
      }),
      text({ id: 'place', header: t('dues.col.home'), value: (row) => row.place, grow: 3 }),
      tag({
        id: 'side',
        header: t('dues.opening.side'),
        value: (row) => row.side,
        label: (key) => t(SIDE_WORDS[key as Side]),
        width: 160,
      }),
      tag({
        id: 'state',
        header: t('dues.col.state'),
        value: (row) => row.fault,
        label: (key) => t(FAULT_WORDS[key as RowFault]),
        order: FAULT_ORDER,
        width: 200,
        show: ({ fault }) => (
          <StatusTag
            tone={fault === '' ? 'done' : fault === 'there' ? 'neutral' : 'needs'}
            mark={fault === '' ? 'tick' : fault === 'there' ? 'ring' : 'cross'}
          >
            {t(FAULT_WORDS[fault])}
          </StatusTag>
        ),
      }),
      money({ id: 'amount', header: t('dues.col.amount'), value: (row) => row.cents, currency, width: 150 }),
    ];
  }, [t, formats, currency]);
}

export function OpeningTable(props: {
  readonly opening: Opening;
  readonly desk: ReceiptDesk;
  readonly money: Money;
}): ReactNode {
  const t = useText();
  const { opening, desk, money } = props;
  const { form, faults, correct, remove } = opening;
  const { lines } = form.values;
  const rows = useMemo(() => rowsOf(lines, faults, desk), [lines, faults, desk]);
  const columns = useColumns(money.currency);
  const file = useTableFile(t('dues.opening.title'), money.today);
  const control = useTableControl({ table: 'dues-opening', columns, memory });
  if (lines.length === 0) return <p className="ct-soft du-gap">{t('dues.opening.none')}</p>;
  return (
    <div className="du-preview">
      <Table
        label={t('dues.opening.lines')}
        rows={rows}
        columns={columns}
        idOf={idOf}
        control={control}
        search={{ label: t('dues.preview.search'), placeholder: t('dues.preview.searchHint') }}
        onOpen={({ id }) => correct(id)}
        bulk={(selected, clear) => (
          <Button
            onClick={() => {
              remove(selected.map(idOf));
              clear();
            }}
          >
            {t('dues.opening.remove')}
          </Button>
        )}
        empty={null}
        file={file}
      />
    </div>
  );
}
