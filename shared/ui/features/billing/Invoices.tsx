/** Every invoice: its term, what it came to, whether it is paid; to be read and paid at Stripe's page. By month as bars. */
import { useMemo, type ReactNode } from 'react';
import { INVOICE_STATES, type Invoice, type SubscriptionBody } from '@communitrak/domain/billing/index.ts';
import { useText, type Say } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Chart } from '../../kit/charts/Chart.tsx';
import type { ChartData } from '../../kit/charts/chart-data.ts';
import { StatusTag } from '../../kit/DeliveryBadge.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Section } from '../../kit/Page.tsx';
import { columnKinds, type TableColumn } from '../../kit/table/column.ts';
import { Table } from '../../kit/table/Table.tsx';
import { storedTableMemory } from '../../kit/table/table-memory.ts';
import { useTableControl } from '../../kit/table/use-table-control.ts';
import { useTableFile } from '../online-payments/index.ts';

const memory = storedTableMemory(() => localStorage);
/** Fewer bars say nothing that the table does not. */
const LEAST_BARS = 2;
const MOST_BARS = 12;

const STATE_WORDS = {
  open: 'billing.invoice.open',
  paid: 'billing.invoice.paid',
  void: 'billing.invoice.void',
  uncollectible: 'billing.invoice.uncollectible',
} as const;
const LOOKS = {
  open: { tone: 'needs', mark: 'half' },
  paid: { tone: 'done', mark: 'tick' },
  void: { tone: 'neutral', mark: 'cross' },
  uncollectible: { tone: 'loss', mark: 'cross' },
} as const;

interface InvoicesProps {
  readonly bill: SubscriptionBody;
  readonly today: string;
}

export function Invoices({ bill, today }: InvoicesProps): ReactNode {
  const t = useText();
  const columns = useInvoiceColumns(bill.currency);
  const control = useTableControl({ table: 'invoices', columns, memory });
  return (
    <Section title={t('billing.invoices')}>
      <ByMonth bill={bill} />
      <Table
        label={t('billing.invoices')}
        rows={bill.invoices}
        columns={columns}
        idOf={({ gateway }) => gateway}
        control={control}
        file={useTableFile(t('billing.invoices'), today)}
        empty={<EmptyState title={t('billing.invoices.none')} text={t('billing.invoices.none.text')} />}
      />
    </Section>
  );
}

function ByMonth({ bill }: Pick<InvoicesProps, 'bill'>): ReactNode {
  const t = useText();
  const data = useMemo((): ChartData => {
    const rows = bill.invoices
      .filter(({ state, totalCents }) => state !== 'void' && totalCents > 0)
      .slice(0, MOST_BARS)
      .toReversed()
      .map(({ created, totalCents }) => ({ at: created, values: { total: totalCents } }));
    return {
      by: 'date',
      unit: { kind: 'money', currency: bill.currency },
      series: [{ key: 'total', label: t('billing.invoice.total') }],
      rows,
    };
  }, [bill, t]);
  if (data.rows.length < LEAST_BARS) return null;
  return (
    <Chart
      title={t('billing.invoices.chart')}
      kind="bar"
      data={data}
      atLabel={t('billing.invoice.created')}
      empty={null}
    />
  );
}

/** At Stripe's own pages: a person reads or pays it there. */
function Pages({ invoice }: { readonly invoice: Invoice }): ReactNode {
  const t = useText();
  const { page, pdf, state } = invoice;
  return (
    <>
      {page === '' ? null : (
        <a href={page} target="_blank" rel="noreferrer">
          {t(state === 'open' ? 'billing.invoice.pay' : 'billing.invoice.read')}
        </a>
      )}{' '}
      {pdf === '' ? null : (
        <a href={pdf} target="_blank" rel="noreferrer">
          {t('billing.invoice.pdf')}
        </a>
      )}
    </>
  );
}

const stateWords = (state: string, t: Say): string =>
  t(STATE_WORDS[INVOICE_STATES.find((one) => one === state) ?? 'open']);

function useInvoiceColumns(currency: string): readonly TableColumn<Invoice>[] {
  const t = useText();
  const formats = useFormats();
  return useMemo(() => {
    const { text, tag, date, money } = columnKinds<Invoice>(formats);
    const term = ({ from, to }: Invoice): string =>
      t('billing.price.termOf', { from: formats.date(from), to: formats.date(to) });
    return [
      date({
        id: 'created',
        header: t('billing.invoice.created'),
        value: ({ created }) => created,
        fixed: true,
        onPhone: 'title',
      }),
      text({ id: 'number', header: t('billing.invoice.number'), value: ({ number }) => number, width: 120 }),
      text({ id: 'term', header: t('billing.price.term'), value: term, grow: 3, onPhone: 'none' }),
      tag({
        id: 'state',
        header: t('billing.invoice.state'),
        value: ({ state }) => state,
        label: (state) => stateWords(state, t),
        order: INVOICE_STATES,
        width: 130,
        show: ({ state }) => <StatusTag {...LOOKS[state]}>{stateWords(state, t)}</StatusTag>,
      }),
      date({
        id: 'next-try',
        header: t('billing.invoice.nextTry'),
        value: ({ nextTry }) => nextTry,
        hiddenAtFirst: true,
      }),
      money({
        id: 'tax',
        header: t('billing.invoice.tax'),
        value: ({ taxCents }) => taxCents,
        currency,
        width: 100,
        onPhone: 'none',
      }),
      money({
        id: 'total',
        header: t('billing.invoice.total'),
        value: ({ totalCents }) => totalCents,
        currency,
      }),
      text({
        id: 'pages',
        header: t('billing.invoice.pages'),
        value: ({ page }) => page,
        width: 130,
        show: (invoice) => <Pages invoice={invoice} />,
      }),
    ];
  }, [t, formats, currency]);
}
