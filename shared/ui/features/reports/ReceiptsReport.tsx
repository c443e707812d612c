/** Every payment of a period as it came in; what was taken back is marked and not counted. */
import { useMemo, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { monthOf, periodMonths, receiptRows, type ReceiptRow } from '@communitrak/domain/ledger/index.ts';
import { useAt } from '../../app/paths.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { useText } from '../../i18n/Text.tsx';
import { Chart } from '../../kit/charts/Chart.tsx';
import type { ChartData } from '../../kit/charts/chart-data.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { columnKinds, type TableColumn } from '../../kit/table/column.ts';
import { reportPaths } from './paths.ts';
import { PeriodBar } from './PeriodBar.tsx';
import { ReportTable } from './ReportTable.tsx';
import { usePeriod, type ReportBase } from './use-report.ts';
import { methodId } from './report-words.ts';

export function ReceiptsReport({ base }: { readonly base: ReportBase }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const navigate = useNavigate();
  const at = useAt();
  const control = usePeriod(base.facts, 'year');
  const { period } = control;
  const { entries, rules } = base.ledger;
  const { currency } = rules;
  const rows = useMemo(() => receiptRows(entries, period), [entries, period]);
  const good = rows.filter(({ isVoid }) => !isVoid);
  const total = good.reduce((sum, { cents }) => sum + cents, 0);
  const columns = useReceiptColumns(base);
  const data = useMemo((): ChartData => {
    const sums = new Map(periodMonths(period).map((month) => [month, 0]));
    for (const { entry, cents, isVoid } of rows) {
      const month = monthOf(entry.body.posted);
      if (!isVoid) sums.set(month, (sums.get(month) ?? 0) + cents);
    }
    const drawn = [...sums].map(([month, received]) => ({ at: month, values: { received } }));
    const series = [{ key: 'received', label: t('reports.state.good') }];
    return { by: 'month', unit: { kind: 'money', currency }, series, rows: drawn };
  }, [rows, period, currency, t]);
  const sentence = t('reports.receipts.sentence', {
    count: good.length,
    amount: formats.money({ cents: total, currency }),
    voids: rows.length - good.length,
  });
  return (
    <>
      <PeriodBar control={control} />
      {rows.length === 0 ? null : data.rows.length < 2 ? (
        <p className="rp-sums">{sentence}</p>
      ) : (
        <div className="rp-chart">
          <Chart
            level="h2"
            title={t('reports.receipts.chart')}
            kind="bar"
            data={data}
            atLabel={t('reports.month')}
            summary={sentence}
            empty={<EmptyState title={t('reports.none.title')} text={t('reports.none.text')} />}
          />
        </div>
      )}
      <ReportTable
        name="receipts"
        heading={`${t('reports.receipts')}, ${formats.date(period.from)} – ${formats.date(period.to)}`}
        today={base.facts.today}
        rows={rows}
        columns={columns}
        idOf={({ entry }) => entry.id}
        onOpen={({ entry }) => void navigate(at(reportPaths.account(entry.body.household)))}
      />
    </>
  );
}

function useReceiptColumns({ ledger }: ReportBase): readonly TableColumn<ReceiptRow>[] {
  const t = useText();
  const formats = useFormats();
  const { homes, rules } = ledger;
  const { currency } = rules;
  return useMemo(() => {
    const { text, money, date, tag } = columnKinds<ReceiptRow>(formats);
    return [
      date({ id: 'date', header: t('reports.date'), value: ({ entry }) => entry.body.posted }),
      text({
        id: 'home',
        header: t('reports.household'),
        value: ({ entry }) => homes.get(entry.body.household)?.name ?? entry.body.household,
        fixed: true,
        grow: 3,
        onPhone: 'title',
      }),
      text({
        id: 'address',
        header: t('reports.address'),
        value: ({ entry }) => homes.get(entry.body.household)?.address ?? '',
        onPhone: 'none',
      }),
      tag({
        id: 'method',
        header: t('reports.method'),
        value: ({ entry }) => entry.body.method,
        label: (key) => t(methodId(key)),
      }),
      text({
        id: 'reference',
        header: t('reports.reference'),
        value: ({ entry }) => entry.body.reference,
        width: 110,
        grow: 0,
      }),
      tag({
        id: 'state',
        header: t('reports.state'),
        value: ({ isVoid }) => (isVoid ? 'void' : 'good'),
        label: (key) => t(key === 'void' ? 'reports.state.void' : 'reports.state.good'),
      }),
      money({
        id: 'amount',
        header: t('reports.amount'),
        value: ({ cents, isVoid }) => (isVoid ? 0 : cents),
        currency,
      }),
    ];
  }, [t, formats, homes, currency]);
}
