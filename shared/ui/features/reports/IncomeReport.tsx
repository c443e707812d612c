/** What was charged, by account of the chart and month. */
import { useMemo, type ReactNode } from 'react';
import { incomeRows, periodMonths, type IncomeRow } from '@communitrak/domain/ledger/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { useText } from '../../i18n/Text.tsx';
import { Chart } from '../../kit/charts/Chart.tsx';
import { MOST_SERIES, type ChartData } from '../../kit/charts/chart-data.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { columnKinds, type TableColumn } from '../../kit/table/column.ts';
import { PeriodBar } from './PeriodBar.tsx';
import { ReportTable } from './ReportTable.tsx';
import { usePeriod, type ReportBase } from './use-report.ts';

/** Columns of months beyond these are no table any more: then years' totals alone are shown. */
const MOST_MONTHS = 12;

/** The largest accounts by name, and the rest together: more than four series are told apart by nobody. */
function seriesOf(rows: readonly IncomeRow[], other: string) {
  const bySize = rows.toSorted((a, b) => Math.abs(b.totalCents) - Math.abs(a.totalCents));
  const named = bySize.length <= MOST_SERIES ? bySize : bySize.slice(0, MOST_SERIES - 1);
  const rest = bySize.slice(named.length);
  const series = named.map(({ code, name }) => ({ key: code, label: name }));
  return { named, rest, series: rest.length === 0 ? series : [...series, { key: 'other', label: other }] };
}

export function IncomeReport({ base }: { readonly base: ReportBase }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const control = usePeriod(base.facts, 'year');
  const { period } = control;
  const { currency } = base.ledger.rules;
  const { posted, chart } = base;
  const rows = useMemo(() => incomeRows(posted, chart, period), [posted, chart, period]);
  const months = useMemo(() => periodMonths(period), [period]);
  const columns = useIncomeColumns(months, currency);
  const other = t('reports.other');
  const data = useMemo((): ChartData => {
    const { named, rest, series } = seriesOf(rows, other);
    const valuesOf = (month: string) =>
      Object.fromEntries([
        ...named.map((row) => [row.code, row.months[month] ?? 0] as const),
        ['other', rest.reduce((sum, row) => sum + (row.months[month] ?? 0), 0)] as const,
      ]);
    const drawn = months.map((month) => ({ at: month, values: valuesOf(month) }));
    return { by: 'month', unit: { kind: 'money', currency }, series, rows: drawn };
  }, [rows, months, currency, other]);
  const none = <EmptyState title={t('reports.none.title')} text={t('reports.none.text')} />;
  return (
    <>
      <PeriodBar control={control} />
      {rows.length === 0 ? null : (
        <div className="rp-chart">
          <Chart
            level="h2"
            title={t('reports.income.chart')}
            kind="stacked"
            data={data}
            atLabel={t('reports.month')}
            empty={none}
          />
        </div>
      )}
      <ReportTable
        name="income"
        heading={`${t('reports.income')}, ${formats.date(period.from)} – ${formats.date(period.to)}`}
        today={base.facts.today}
        rows={rows}
        columns={columns}
        idOf={(row) => row.code}
      />
    </>
  );
}

function useIncomeColumns(months: readonly string[], currency: string): readonly TableColumn<IncomeRow>[] {
  const t = useText();
  const formats = useFormats();
  return useMemo(() => {
    const { text, money } = columnKinds<IncomeRow>(formats);
    const byMonth = months.length > MOST_MONTHS ? [] : months;
    return [
      text({ id: 'code', header: t('reports.code'), value: (row) => row.code, width: 70, grow: 0 }),
      text({
        id: 'name',
        header: t('reports.account'),
        value: (row) => row.name,
        fixed: true,
        grow: 3,
        width: 180,
        onPhone: 'title',
      }),
      ...byMonth.map((month) =>
        money({
          id: month,
          header: formats.month(month),
          value: (row) => row.months[month],
          currency,
          width: 110,
          onPhone: 'none',
        }),
      ),
      money({ id: 'total', header: t('reports.total'), value: (row) => row.totalCents, currency }),
    ];
  }, [t, formats, months, currency]);
}
