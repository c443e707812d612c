/** One account of the chart over a period, line by line with its balance. */
import { useMemo, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { CODES, generalLedger, type GeneralLedger } from '@communitrak/domain/ledger/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { useText } from '../../i18n/Text.tsx';
import { SelectField } from '../../kit/Field.tsx';
import { columnKinds, type TableColumn } from '../../kit/table/column.ts';
import { PeriodBar } from './PeriodBar.tsx';
import { ReportTable } from './ReportTable.tsx';
import { usePeriod, type ReportBase } from './use-report.ts';
import { fundId } from './report-words.ts';

type LedgerRow = GeneralLedger['lines'][number];

/** Accounts that were ever posted to; the first one is shown where the address names none of them. */
function useAccount({ posted, chart }: ReportBase) {
  const [params, setParams] = useSearchParams();
  const used = useMemo(() => {
    const codes = new Set(posted.map(({ account }) => account));
    const names = new Map(chart.map(({ code, name }) => [code, name]));
    return [...codes]
      .sort()
      .map((code) => ({ value: code, label: `${code} ${names.get(code) ?? ''}`.trim() }));
  }, [posted, chart]);
  const asked = params.get('account') ?? CODES.receivable;
  const chosen = used.find(({ value }) => value === asked) ?? used[0];
  const choose = (code: string): void =>
    setParams((now) => {
      const next = new URLSearchParams(now);
      next.set('account', code);
      return next;
    });
  return { used, chosen, choose };
}

export function LedgerReport({ base }: { readonly base: ReportBase }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const control = usePeriod(base.facts, 'year');
  const { period } = control;
  const { posted } = base;
  const { currency } = base.ledger.rules;
  const { used, chosen, choose } = useAccount(base);
  const code = chosen?.value ?? '';
  const ledger = useMemo(() => generalLedger(posted, code, period), [posted, code, period]);
  const columns = useLedgerColumns(base);
  const amount = (cents: number): string => formats.money({ cents, currency });
  return (
    <>
      <PeriodBar control={control}>
        <SelectField label={t('reports.account')} value={code} choices={used} onChange={choose} />
      </PeriodBar>
      <p className="rp-sums ct-numbers">
        {t('reports.opening', { date: formats.date(period.from), amount: amount(ledger.openingCents) })}
        {' · '}
        {t('reports.closing', { date: formats.date(period.to), amount: amount(ledger.closingCents) })}
      </p>
      <ReportTable
        name="ledger"
        heading={`${chosen?.label ?? ''}, ${formats.date(period.from)} – ${formats.date(period.to)}`}
        today={base.facts.today}
        rows={ledger.lines}
        columns={columns}
        idOf={({ posted: one }) => `${one.source}.${one.fund}.${one.posted}`}
      />
    </>
  );
}

function useLedgerColumns({ ledger }: ReportBase): readonly TableColumn<LedgerRow>[] {
  const t = useText();
  const formats = useFormats();
  const { homes, rules } = ledger;
  const { currency } = rules;
  return useMemo(() => {
    const { text, money, date, tag } = columnKinds<LedgerRow>(formats);
    return [
      date({ id: 'date', header: t('reports.date'), value: ({ posted }) => posted.posted }),
      text({
        id: 'text',
        header: t('reports.text'),
        value: ({ posted }) => posted.text,
        fixed: true,
        grow: 3,
        onPhone: 'title',
      }),
      text({
        id: 'home',
        header: t('reports.household'),
        value: ({ posted: { household } }) => homes.get(household)?.name ?? household,
      }),
      tag({
        id: 'fund',
        header: t('reports.fund'),
        value: ({ posted }) => posted.fund,
        label: (key) => t(fundId(key)),
        onPhone: 'none',
      }),
      money({
        id: 'debit',
        header: t('reports.debit'),
        value: ({ posted }) => (posted.cents > 0 ? posted.cents : undefined),
        currency,
        onPhone: 'none',
      }),
      money({
        id: 'credit',
        header: t('reports.creditSide'),
        value: ({ posted }) => (posted.cents < 0 ? -posted.cents : undefined),
        currency,
        onPhone: 'none',
      }),
      {
        ...money({ id: 'balance', header: t('reports.balance'), value: (row) => row.balanceCents, currency }),
        total: undefined,
      },
    ];
  }, [t, formats, homes, currency]);
}
