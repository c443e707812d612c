/** Of what was due in each month: paid in the month, later, forgiven, open; and the share that came. */
import { useMemo, type ReactNode } from 'react';
import { collectionRows, rulesOfBooks, type CollectionRow } from '@communitrak/domain/ledger/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { useText } from '../../i18n/Text.tsx';
import { Chart } from '../../kit/charts/Chart.tsx';
import type { ChartData } from '../../kit/charts/chart-data.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { columnKinds, type TableColumn } from '../../kit/table/column.ts';
import { PeriodBar } from './PeriodBar.tsx';
import { ReportTable } from './ReportTable.tsx';
import { usePeriod, type ReportBase } from './use-report.ts';

const SERIES = ['inTime', 'later', 'forgiven', 'open'] as const;

const sumOf = (rows: readonly CollectionRow[], value: (row: CollectionRow) => number): number =>
  rows.reduce((sum, row) => sum + value(row), 0);

/** What was paid of what was due; undefined where nothing was. */
function rateOf(
  rows: readonly CollectionRow[],
): { readonly all: number; readonly inTime: number } | undefined {
  const charged = sumOf(rows, (row) => row.chargedCents);
  if (charged === 0) return undefined;
  const inTime = sumOf(rows, (row) => row.inTimeCents);
  return { all: (inTime + sumOf(rows, (row) => row.laterCents)) / charged, inTime: inTime / charged };
}

export function CollectionReport({ base }: { readonly base: ReportBase }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const control = usePeriod(base.facts, 'year');
  const { entries, rules } = base.ledger;
  const { currency } = rules;
  const { period } = control;
  const all = useMemo(
    () => collectionRows(entries, rulesOfBooks(rules.books), period),
    [entries, rules, period],
  );
  const rows = useMemo(() => all.filter(({ chargedCents }) => chargedCents !== 0), [all]);
  const rate = rateOf(rows);
  const columns = useCollectionColumns(currency);
  const data = useMemo(
    (): ChartData => ({
      by: 'month',
      unit: { kind: 'money', currency },
      series: SERIES.map((key) => ({ key, label: t(`reports.${key}`) })),
      rows: rows.map((row) => ({
        at: row.month,
        values: {
          inTime: row.inTimeCents,
          later: row.laterCents,
          forgiven: row.forgivenCents,
          open: row.openCents,
        },
      })),
    }),
    [currency, t, rows],
  );
  const none = <EmptyState title={t('reports.none.title')} text={t('reports.none.text')} />;
  return (
    <>
      <PeriodBar control={control} />
      {rate === undefined ? null : (
        <div className="rp-chart">
          <Chart
            level="h2"
            title={t('reports.collection.chart')}
            kind="stacked"
            data={data}
            atLabel={t('reports.month')}
            summary={t('reports.collection.sentence', {
              rate: formats.percent(rate.all),
              inTime: formats.percent(rate.inTime),
            })}
            empty={none}
          />
        </div>
      )}
      <ReportTable
        name="collection"
        heading={`${t('reports.collection')}, ${formats.date(period.from)} – ${formats.date(period.to)}`}
        today={base.facts.today}
        rows={rows}
        columns={columns}
        idOf={(row) => row.month}
      />
    </>
  );
}

function useCollectionColumns(currency: string): readonly TableColumn<CollectionRow>[] {
  const t = useText();
  const formats = useFormats();
  return useMemo(() => {
    const { text, money } = columnKinds<CollectionRow>(formats);
    const amount = (id: string, header: string, value: (row: CollectionRow) => number) =>
      money({ id, header, value, currency, onPhone: id === 'open' ? 'trail' : 'none' });
    const month = text({
      id: 'month',
      header: t('reports.month'),
      value: (row) => row.month,
      fixed: true,
      onPhone: 'title',
    });
    const rate = text({
      id: 'rate',
      header: t('reports.rate'),
      value: (row) => formats.percent(rateOf([row])?.all ?? 0),
      width: 100,
      grow: 0,
    });
    return [
      { ...month, show: (row) => formats.month(row.month), words: (row) => formats.month(row.month) },
      amount('charged', t('reports.charged'), (row) => row.chargedCents),
      amount('in-time', t('reports.inTime'), (row) => row.inTimeCents),
      amount('later', t('reports.later'), (row) => row.laterCents),
      amount('forgiven', t('reports.forgiven'), (row) => row.forgivenCents),
      amount('open', t('reports.open'), (row) => row.openCents),
      { ...rate, align: 'end', sortAs: 'number', sortValue: (row) => rateOf([row])?.all },
    ];
  }, [t, formats, currency]);
}
