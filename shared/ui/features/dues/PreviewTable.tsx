/**
 * What a run would charge: every home with its amount or the reason why it has none, and a total that is the sum of the
 * lines shown. Who has nobody to bill is named above it.
 */
import { useMemo, type ReactNode } from 'react';
import { IconHomeOff } from '@tabler/icons-react';
import type { Home, SharedOut } from '@communitrak/domain/ledger/index.ts';
import { useTableFile } from '../../app/use-table-file.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { StatusTag } from '../../kit/DeliveryBadge.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { columnKinds, type TableColumn } from '../../kit/table/column.ts';
import { Table } from '../../kit/table/Table.tsx';
import { storedTableMemory } from '../../kit/table/table-memory.ts';
import { useTableControl } from '../../kit/table/use-table-control.ts';
import { LEFT_OUT_WORDS } from './dues-words.ts';

export interface PreviewRow {
  readonly id: string;
  readonly home: string;
  readonly payer: string;
  readonly class: string;
  readonly share: number;
  readonly cents: number | undefined;
  /** A LeftOut, or `charged`. */
  readonly state: string;
}

/** A row of each home, in their order. */
export function previewRows(shared: SharedOut, homes: readonly Home[]): readonly PreviewRow[] {
  const cents = new Map(shared.lines.map((line) => [line.household, line.cents]));
  const out = new Map(shared.leftOut.map(({ home, why }) => [home.property, why]));
  return homes.map((home) => {
    const why = out.get(home.property);
    return {
      id: home.property,
      home: home.name,
      payer: home.payer,
      class: home.class,
      share: home.share,
      cents: why === undefined ? cents.get(home.household) : undefined,
      state: why ?? 'charged',
    };
  });
}

const memory = storedTableMemory(() => localStorage);
const idOf = (row: PreviewRow): string => row.id;
const STATES = ['charged', ...Object.keys(LEFT_OUT_WORDS)];

function useColumns(rows: readonly PreviewRow[], currency: string): readonly TableColumn<PreviewRow>[] {
  const t = useText();
  const formats = useFormats();
  const classed = rows.some((row) => row.class !== '');
  const shared = rows.some((row) => row.share > 0);
  return useMemo(() => {
    const { text, tag, number, money } = columnKinds<PreviewRow>(formats);
    const label = (state: string): string =>
      state in LEFT_OUT_WORDS
        ? t(LEFT_OUT_WORDS[state as keyof typeof LEFT_OUT_WORDS])
        : t('dues.preview.charged');
    return [
      text({
        id: 'home',
        header: t('dues.col.home'),
        value: (row) => row.home,
        fixed: true,
        grow: 3,
        onPhone: 'title',
      }),
      text({ id: 'payer', header: t('dues.col.payer'), value: (row) => row.payer, grow: 2 }),
      ...(classed
        ? [
            text({
              id: 'class',
              header: t('dues.col.class'),
              value: (row: PreviewRow) => row.class,
              width: 110,
            }),
          ]
        : []),
      ...(shared
        ? [
            number({
              id: 'share',
              header: t('dues.col.share'),
              value: (row: PreviewRow) => row.share,
              summed: true,
            }),
          ]
        : []),
      tag({
        id: 'state',
        header: t('dues.col.state'),
        value: (row) => row.state,
        label,
        order: STATES,
        width: 170,
        show: (row) => (
          <StatusTag
            tone={row.state === 'charged' ? 'neutral' : 'needs'}
            mark={row.state === 'charged' ? 'ring' : 'cross'}
          >
            {label(row.state)}
          </StatusTag>
        ),
      }),
      money({ id: 'amount', header: t('dues.col.amount'), value: (row) => row.cents, currency, width: 140 }),
    ];
  }, [t, formats, classed, shared, currency]);
}

interface PreviewTableProps {
  readonly title: string;
  readonly shared: SharedOut;
  readonly homes: readonly Home[];
  readonly currency: string;
  readonly today: string;
}

export function PreviewTable({ title, shared, homes, currency, today }: PreviewTableProps): ReactNode {
  const t = useText();
  const rows = useMemo(() => previewRows(shared, homes), [shared, homes]);
  const columns = useColumns(rows, currency);
  const file = useTableFile(title, today);
  const control = useTableControl({ table: 'dues-preview', columns, memory });
  return (
    <div className="du-preview">
      <Table
        label={title}
        rows={rows}
        columns={columns}
        idOf={idOf}
        control={control}
        search={{ label: t('dues.preview.search'), placeholder: t('dues.preview.searchHint') }}
        empty={
          <EmptyState
            icon={<IconHomeOff />}
            title={t('dues.preview.none')}
            text={t('dues.preview.noneText')}
          />
        }
        file={file}
      />
    </div>
  );
}

const MOST_NAMED = 12;

/** Homes that a person has to see to: nobody to bill, or two households at once. */
export function CannotBill({ shared }: { readonly shared: SharedOut }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const faulty = shared.leftOut.filter(({ why }) => why === 'nobody-to-bill' || why === 'two-households');
  if (faulty.length === 0) return null;
  const named = faulty
    .slice(0, MOST_NAMED)
    .map(({ home, why }) =>
      why === 'nobody-to-bill' ? home.name : t('dues.preview.two', { home: home.name }),
    );
  const more = faulty.length - named.length;
  return (
    <Notice tone="needs" title={t('dues.preview.cannot', { count: faulty.length })}>
      <p>{formats.list(more > 0 ? [...named, t('dues.preview.more', { count: more })] : named)}</p>
      <p>{t('dues.preview.cannotText')}</p>
    </Notice>
  );
}
