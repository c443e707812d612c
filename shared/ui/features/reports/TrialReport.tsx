/** Every account as of a day: debits on one side, credits on the other, and that they are equal. */
import { useMemo, useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { isCalendarDate } from '@communitrak/domain/core/dates.ts';
import { fiscalYearStart, trialRows, type TrialRow } from '@communitrak/domain/ledger/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { useText } from '../../i18n/Text.tsx';
import { DateField } from '../../kit/pickers/DateField.tsx';
import { useDateFaults } from '../../kit/pickers/use-date-faults.ts';
import { columnKinds, type TableColumn } from '../../kit/table/column.ts';
import { NothingYet } from './AgingReport.tsx';
import { ReportTable } from './ReportTable.tsx';
import type { ReportBase } from './use-report.ts';

function useDay(today: string): readonly [string, (day: string) => void] {
  const [params, setParams] = useSearchParams();
  const asked = params.get('day');
  const day = isCalendarDate(asked) ? asked : today;
  return [day, (next) => setParams(next === today ? {} : { day: next })];
}

export function TrialReport({ base }: { readonly base: ReportBase }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const dateFault = useDateFaults();
  const { posted, chart, facts } = base;
  const { currency } = base.ledger.rules;
  const [day, setDay] = useDay(facts.today);
  const [typed, setTyped] = useState(day);
  const yearStart = fiscalYearStart(day, facts.fiscalYearFrom);
  const rows = useMemo(() => trialRows(posted, chart, day, yearStart), [posted, chart, day, yearStart]);
  const columns = useTrialColumns(currency);
  const debits = rows.reduce((sum, row) => sum + row.debitCents, 0);
  const credits = rows.reduce((sum, row) => sum + row.creditCents, 0);
  const amount = (cents: number): string => formats.money({ cents, currency });
  const sides = { debits: amount(debits), credits: amount(credits) };
  return (
    <>
      <div className="rp-period ct-no-print">
        <DateField
          label={t('reports.asOf')}
          value={typed}
          error={dateFault(typed, { required: true })}
          onChange={(next) => {
            setTyped(next);
            if (isCalendarDate(next)) setDay(next);
          }}
        />
        <p className="ct-soft">{t('reports.fiscalFrom', { date: formats.date(yearStart) })}</p>
      </div>
      {rows.length === 0 ? null : debits === credits ? (
        <p className="rp-sums ct-numbers">{t('reports.foots', sides)}</p>
      ) : (
        <p className="rp-sums rp-differs" role="alert">
          {t('reports.footsNot', { ...sides, difference: amount(debits - credits) })}
        </p>
      )}
      <ReportTable
        name="trial"
        heading={`${t('reports.trial')}, ${formats.date(day)}`}
        today={facts.today}
        rows={rows}
        columns={columns}
        idOf={(row) => row.code}
        empty={<NothingYet />}
      />
    </>
  );
}

function useTrialColumns(currency: string): readonly TableColumn<TrialRow>[] {
  const t = useText();
  const formats = useFormats();
  return useMemo(() => {
    const { text, money } = columnKinds<TrialRow>(formats);
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
      money({
        id: 'debit',
        header: t('reports.debit'),
        value: (row) => row.debitCents || undefined,
        currency,
        width: 160,
      }),
      money({
        id: 'credit',
        header: t('reports.creditSide'),
        value: (row) => row.creditCents || undefined,
        currency,
        width: 160,
      }),
    ];
  }, [t, formats, currency]);
}
