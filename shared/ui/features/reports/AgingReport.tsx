/** What every home owes, by how long it has been due. */
import { useMemo, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import {
  AGES,
  createBook,
  dayNumber,
  lineOf,
  rulesOfBooks,
  type Aging,
} from '@communitrak/domain/ledger/index.ts';
import { useAt } from '../../app/paths.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { useText } from '../../i18n/Text.tsx';
import { AGE_WORDS } from '../accounts/index.ts';
import { AgeChart } from './AgeChart.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { columnKinds, type TableColumn } from '../../kit/table/column.ts';
import { PLAIN_STATE, type TableState } from '../../kit/table/table-state.ts';
import { reportPaths } from './paths.ts';
import { ReportTable } from './ReportTable.tsx';
import type { ReportBase } from './use-report.ts';

/** Who owes most comes first. */
const USUAL: TableState = { ...PLAIN_STATE, order: [{ id: 'balance', descending: true }] };

interface AgingRow {
  /** Household's local id. */
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly aging: Aging;
}

function useAging({ ledger, facts }: ReportBase) {
  return useMemo(() => {
    const book = createBook(rulesOfBooks(ledger.rules.books), dayNumber(facts.today));
    book.add(ledger.entries.map(lineOf));
    const rows = book.households().map((id): AgingRow => ({
      id,
      name: ledger.homes.get(id)?.name ?? id,
      address: ledger.homes.get(id)?.address ?? '',
      aging: book.aging(id),
    }));
    const moving = rows.filter(({ aging }) => aging.openCents !== 0 || aging.creditCents !== 0);
    return { rows: moving, totals: book.totals() };
  }, [ledger, facts]);
}

export function AgingReport({ base }: { readonly base: ReportBase }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const navigate = useNavigate();
  const at = useAt();
  const { currency } = base.ledger.rules;
  const { today } = base.facts;
  const { rows, totals } = useAging(base);
  const columns = useAgingColumns(currency);
  return (
    <>
      <AgeChart
        title={t('reports.aging.chart')}
        series={t('reports.open')}
        ages={AGES}
        buckets={totals.buckets}
        currency={currency}
        empty={<NothingYet />}
      />
      <ReportTable
        name="aging"
        heading={`${t('reports.aging')}, ${formats.date(today)}`}
        today={today}
        rows={rows}
        columns={columns}
        usual={USUAL}
        idOf={(row) => row.id}
        onOpen={(row) => void navigate(at(reportPaths.account(row.id)))}
        empty={<NothingYet />}
      />
    </>
  );
}

export function NothingYet(): ReactNode {
  const t = useText();
  return <EmptyState title={t('reports.noneYet.title')} text={t('reports.noneYet.text')} />;
}

function useAgingColumns(currency: string): readonly TableColumn<AgingRow>[] {
  const t = useText();
  const formats = useFormats();
  return useMemo(() => {
    const { text, money } = columnKinds<AgingRow>(formats);
    const bucket = (age: (typeof AGES)[number], index: number) =>
      money({
        id: `d-${age}`,
        header: t(AGE_WORDS[age]),
        value: ({ aging }) => aging.buckets[index] || undefined,
        currency,
        width: 104,
        onPhone: 'none',
      });
    return [
      text({
        id: 'home',
        header: t('reports.household'),
        value: (row) => row.name,
        fixed: true,
        grow: 3,
        onPhone: 'title',
      }),
      text({ id: 'address', header: t('reports.address'), value: (row) => row.address, width: 150 }),
      ...AGES.map(bucket),
      money({
        id: 'credit',
        header: t('reports.credit'),
        value: ({ aging }) => (aging.creditCents === 0 ? undefined : -aging.creditCents),
        currency,
        width: 104,
        onPhone: 'none',
      }),
      money({
        id: 'balance',
        header: t('reports.balance'),
        value: ({ aging }) => aging.balanceCents,
        currency,
        width: 110,
      }),
    ];
  }, [t, formats, currency]);
}
