/** What was planned for a fiscal year up to today beside what came, by account; the office plans here. */
import { useMemo, useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { IconPencilDollar } from '@tabler/icons-react';
import { isOffice } from '@communitrak/domain/core/principal.ts';
import {
  addDays,
  addMonths,
  budgetMonths,
  budgetRows,
  budgetYear,
  type BudgetBody,
  type BudgetRow,
} from '@communitrak/domain/ledger/index.ts';
import { budgets } from '@communitrak/replica/queries/ledger.ts';
import { useReplica } from '../../app/context.ts';
import { useQuery } from '../../app/use-query.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { useText } from '../../i18n/Text.tsx';
import { Button } from '../../kit/Button.tsx';
import { Chart } from '../../kit/charts/Chart.tsx';
import type { ChartData } from '../../kit/charts/chart-data.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { SelectField } from '../../kit/Field.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { columnKinds, type TableColumn } from '../../kit/table/column.ts';
import { PlanSheet } from './PlanSheet.tsx';
import { ReportTable } from './ReportTable.tsx';
import type { ReportBase } from './use-report.ts';

/** This fiscal year, the next, and those that have a budget or are in the books. */
function yearsOf({ facts }: ReportBase, planned: readonly string[]): readonly string[] {
  const now = budgetYear(facts.today, facts.fiscalYearFrom);
  const first = budgetYear(facts.first, facts.fiscalYearFrom);
  const years = new Set([...planned, addMonths(now, 12)]);
  for (let year = first; year <= now; year = addMonths(year, 12)) years.add(year);
  return [...years].sort().reverse();
}

function useYear(base: ReportBase, years: readonly string[]) {
  const [params, setParams] = useSearchParams();
  const now = budgetYear(base.facts.today, base.facts.fiscalYearFrom);
  const year = years.find((one) => one === params.get('year')) ?? now;
  return { year, choose: (next: string) => setParams(next === now ? {} : { year: next }) };
}

const lastDayOf = (year: string): string => addDays(`${addMonths(year, 12)}-01`, -1);

export function BudgetReport({ base }: { readonly base: ReportBase }): ReactNode {
  const replica = useReplica();
  const known = useQuery(useMemo(() => budgets(replica), [replica]));
  return known === undefined ? (
    <Skeleton rows={6} />
  ) : (
    <Year base={base} known={known.map(({ body }) => body)} />
  );
}

interface YearProps {
  readonly base: ReportBase;
  readonly known: readonly BudgetBody[];
}

function Year({ base, known }: YearProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { year, choose } = useYear(
    base,
    yearsOf(
      base,
      known.map(({ from }) => from),
    ),
  );
  const years = yearsOf(
    base,
    known.map(({ from }) => from),
  );
  const budget = known.find(({ from }) => from === year);
  const [asked, setAsked] = useState<string>();
  const { posted, chart, facts } = base;
  const day = lastDayOf(year) < facts.today ? lastDayOf(year) : facts.today;
  const rows = useMemo(
    () => (budget === undefined ? [] : budgetRows(budget, posted, chart, day)),
    [budget, posted, chart, day],
  );
  const canPlan = isOffice(useReplica().principal) && base.ledger.rules.books !== undefined;
  const yearWords = (from: string): string => {
    const months = budgetMonths(from);
    return t('reports.budget.yearOf', {
      from: formats.month(from),
      to: formats.month(months.at(-1) ?? from),
    });
  };
  return (
    <>
      <div className="rp-period ct-no-print">
        <SelectField
          label={t('reports.budget.year')}
          value={year}
          choices={years.map((value) => ({ value, label: yearWords(value) }))}
          onChange={choose}
        />
        {canPlan ? (
          <Button kind="primary" icon={<IconPencilDollar aria-hidden />} onClick={() => setAsked('')}>
            {t('reports.budget.plan')}
          </Button>
        ) : null}
      </div>
      <BudgetChart rows={rows} currency={base.ledger.rules.currency} />
      <BudgetTable
        base={base}
        rows={rows}
        heading={yearWords(year)}
        onPlan={canPlan ? setAsked : undefined}
      />
      {asked === undefined ? null : (
        <PlanSheet base={base} year={year} budget={budget} code={asked} onClose={() => setAsked(undefined)} />
      )}
    </>
  );
}

function BudgetChart({
  rows,
  currency,
}: {
  readonly rows: readonly BudgetRow[];
  readonly currency: string;
}): ReactNode {
  const t = useText();
  const data = useMemo(
    (): ChartData => ({
      by: 'words',
      unit: { kind: 'money', currency },
      series: [
        { key: 'planned', label: t('reports.budget.planned') },
        { key: 'actual', label: t('reports.budget.actual') },
      ],
      rows: rows.map((row) => ({
        at: row.name,
        values: { planned: row.plannedCents, actual: row.actualCents },
      })),
    }),
    [rows, currency, t],
  );
  if (rows.length === 0) return null;
  return (
    <div className="rp-chart">
      <Chart
        level="h2"
        title={t('reports.budget.chart')}
        kind="bar"
        data={data}
        atLabel={t('reports.account')}
        empty={null}
      />
    </div>
  );
}

interface BudgetTableProps {
  readonly base: ReportBase;
  readonly rows: readonly BudgetRow[];
  readonly heading: string;
  readonly onPlan: ((code: string) => void) | undefined;
}

function BudgetTable({ base, rows, heading, onPlan }: BudgetTableProps): ReactNode {
  const t = useText();
  const columns = useBudgetColumns(base.ledger.rules.currency);
  const why = base.ledger.rules.books === undefined ? 'reports.budget.noBooks' : 'reports.budget.none.text';
  return (
    <ReportTable
      name="budget"
      heading={`${t('reports.budget')}, ${heading}`}
      today={base.facts.today}
      rows={rows}
      columns={columns}
      idOf={(row) => row.code}
      empty={
        <EmptyState
          title={t('reports.budget.none.title')}
          text={t(
            onPlan === undefined && why === 'reports.budget.none.text' ? 'reports.budget.none.board' : why,
          )}
        />
      }
      {...(onPlan === undefined ? {} : { onOpen: (row: BudgetRow) => onPlan(row.code) })}
    />
  );
}

function useBudgetColumns(currency: string): readonly TableColumn<BudgetRow>[] {
  const t = useText();
  const formats = useFormats();
  return useMemo(() => {
    const { text, money, tag } = columnKinds<BudgetRow>(formats);
    return [
      text({ id: 'code', header: t('reports.code'), value: (row) => row.code, width: 80, grow: 0 }),
      text({
        id: 'name',
        header: t('reports.account'),
        value: (row) => row.name,
        fixed: true,
        grow: 3,
        onPhone: 'title',
      }),
      tag({
        id: 'type',
        header: t('reports.budget.type'),
        value: (row) => row.type,
        label: (key) => t(key === 'expense' ? 'reports.budget.type.expense' : 'reports.budget.type.income'),
        onPhone: 'none',
      }),
      money({
        id: 'planned',
        header: t('reports.budget.planned'),
        value: (row) => row.plannedCents,
        currency,
        onPhone: 'none',
      }),
      money({ id: 'actual', header: t('reports.budget.actual'), value: (row) => row.actualCents, currency }),
      money({
        id: 'difference',
        header: t('reports.budget.difference'),
        value: (row) => row.actualCents - row.plannedCents,
        currency,
        onPhone: 'none',
      }),
      money({
        id: 'year',
        header: t('reports.budget.whole'),
        value: (row) => row.yearCents,
        currency,
        width: 150,
        onPhone: 'none',
      }),
    ].map((column) => (column.money ? { ...column, total: undefined } : column));
  }, [t, formats, currency]);
}
