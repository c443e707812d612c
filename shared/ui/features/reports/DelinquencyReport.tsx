/** Homes that are past due, the oldest first, with when they last paid. */
import { useMemo, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import {
  AGES,
  addDays,
  createBook,
  dayNumber,
  lineOf,
  rulesOfBooks,
  voided,
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

interface LateRow {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly pastDueCents: number;
  readonly over90Cents: number;
  readonly balanceCents: number;
  /** `YYYY-MM-DD` */
  readonly oldest: string;
  readonly days: number;
  /** '' for never. */
  readonly lastPaid: string;
  readonly lastPaidCents: number | undefined;
}

const USUAL: TableState = { ...PLAIN_STATE, order: [{ id: 'days', descending: true }] };
const EPOCH = '1970-01-01';

/** Past due by age, without what is not due yet. */
const LATE_AGES = AGES.slice(1);

/** The last payment of each home that was not taken back. */
function lastPayments({ entries }: ReportBase['ledger']) {
  const gone = voided(entries.map(lineOf));
  const last = new Map<string, { readonly posted: string; readonly cents: number }>();
  for (const { id, body } of entries) {
    if (body.kind !== 'payment' || gone.has(id)) continue;
    if ((last.get(body.household)?.posted ?? '') <= body.posted)
      last.set(body.household, { posted: body.posted, cents: -body.cents });
  }
  return last;
}

function useLate({ ledger, facts }: ReportBase) {
  return useMemo(() => {
    const today = dayNumber(facts.today);
    const book = createBook(rulesOfBooks(ledger.rules.books), today);
    book.add(ledger.entries.map(lineOf));
    const paid = lastPayments(ledger);
    const rows = book.households().flatMap((id): readonly LateRow[] => {
      const { buckets, balanceCents, oldestDueDay } = book.aging(id);
      const pastDueCents = buckets.slice(1).reduce((sum, cents) => sum + cents, 0);
      if (pastDueCents === 0 || oldestDueDay === undefined) return [];
      const last = paid.get(id);
      return [
        {
          id,
          ...(ledger.homes.get(id) ?? { name: id, address: '' }),
          pastDueCents,
          over90Cents: buckets.at(-1) ?? 0,
          balanceCents,
          oldest: addDays(EPOCH, oldestDueDay),
          days: today - oldestDueDay,
          lastPaid: last?.posted ?? '',
          lastPaidCents: last?.cents,
        },
      ];
    });
    return { rows, buckets: book.totals().buckets };
  }, [ledger, facts]);
}

export function DelinquencyReport({ base }: { readonly base: ReportBase }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const navigate = useNavigate();
  const at = useAt();
  const { currency } = base.ledger.rules;
  const { today } = base.facts;
  const { rows, buckets } = useLate(base);
  const columns = useLateColumns(currency);
  const nobody = <EmptyState title={t('reports.nobody.title')} text={t('reports.nobody.text')} />;
  return (
    <>
      {rows.length === 0 ? null : (
        <AgeChart
          title={t('reports.delinquency.chart')}
          series={t('reports.pastDue')}
          ages={LATE_AGES}
          buckets={buckets}
          currency={currency}
          empty={nobody}
        />
      )}
      <ReportTable
        name="delinquency"
        heading={`${t('reports.delinquency')}, ${formats.date(today)}`}
        today={today}
        rows={rows}
        columns={columns}
        usual={USUAL}
        idOf={(row) => row.id}
        onOpen={(row) => void navigate(at(reportPaths.account(row.id)))}
        empty={nobody}
      />
    </>
  );
}

function useLateColumns(currency: string): readonly TableColumn<LateRow>[] {
  const t = useText();
  const formats = useFormats();
  return useMemo(() => {
    const { text, money, number, date } = columnKinds<LateRow>(formats);
    return [
      text({
        id: 'home',
        header: t('reports.household'),
        value: (row) => row.name,
        fixed: true,
        grow: 3,
        onPhone: 'title',
      }),
      text({ id: 'address', header: t('reports.address'), value: (row) => row.address }),
      date({ width: 108, id: 'oldest', header: t('reports.oldest'), value: (row) => row.oldest }),
      number({
        id: 'days',
        header: t('reports.days'),
        width: 100,
        value: (row) => row.days,
        onPhone: 'none',
      }),
      money({ id: 'late', header: t('reports.pastDue'), value: (row) => row.pastDueCents, currency }),
      money({
        id: 'over90',
        header: t(AGE_WORDS['over-90']),
        value: (row) => row.over90Cents || undefined,
        currency,
        width: 104,
        onPhone: 'none',
      }),
      date({ id: 'paid', header: t('reports.lastPaid'), value: (row) => row.lastPaid, onPhone: 'none' }),
      money({
        id: 'paid-cents',
        header: t('reports.lastPaidCents'),
        value: (row) => row.lastPaidCents,
        currency,
        width: 104,
        onPhone: 'none',
      }),
      money({
        id: 'balance',
        header: t('reports.balance'),
        value: (row) => row.balanceCents,
        currency,
        width: 104,
        onPhone: 'none',
      }),
    ];
  }, [t, formats, currency]);
}
