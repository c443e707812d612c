/** What Stripe has paid out to the association: by month as bars, and each payout with its state; a row opens it. */
import { useMemo, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { IconBuildingBank } from '@tabler/icons-react';
import { PAYOUT_STATES, type PayoutState, type WholePayout } from '@communitrak/domain/payments/index.ts';
import { payouts, type Payouts } from '@communitrak/replica/queries/payment-account.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Chart } from '../../kit/charts/Chart.tsx';
import { StatusTag } from '../../kit/DeliveryBadge.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Page } from '../../kit/Page.tsx';
import { columnKinds, type TableColumn } from '../../kit/table/column.ts';
import { Table } from '../../kit/table/Table.tsx';
import { storedTableMemory } from '../../kit/table/table-memory.ts';
import { useTableControl } from '../../kit/table/use-table-control.ts';
import { tailWords } from './gateway-words.ts';
import { onlinePaths } from './paths.ts';
import { feesOf, payoutChart, payoutLocal } from './payout-rows.ts';
import { PAYOUT_LOOKS, PAYOUT_WORDS } from './payout-words.ts';
import { useTableFile } from './use-table-file.ts';
import './online-payments.css';

const memory = storedTableMemory(() => localStorage);

export function PayoutsScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const found = useQuery(useMemo(() => payouts(replica), [replica]));
  return (
    <Page
      title={t('onlinePayments.payouts')}
      subtitle={t('onlinePayments.payouts.text')}
      width="table"
      back={{ to: at(onlinePaths.list), label: t('onlinePayments.title') }}
    >
      {found === undefined || found.payouts.length === 0 ? null : <ByMonth found={found} />}
      <PayoutsTable found={found} />
    </Page>
  );
}

function ByMonth({ found }: { readonly found: Payouts }): ReactNode {
  const t = useText();
  const data = useMemo(
    () => payoutChart(found.payouts, { series: t('onlinePayments.payouts'), currency: found.rules.currency }),
    [found, t],
  );
  return (
    <div className="op-chart">
      <Chart
        level="h2"
        title={t('onlinePayments.payouts.byMonth')}
        kind="bar"
        data={data}
        atLabel={t('onlinePayments.month')}
        empty={<p className="ct-soft">{t('onlinePayments.payouts.none.text')}</p>}
      />
    </div>
  );
}

function usePayoutColumns(currency: string): readonly TableColumn<WholePayout>[] {
  const t = useText();
  const formats = useFormats();
  return useMemo(() => {
    const { text, tag, date, number, money } = columnKinds<WholePayout>(formats);
    const label = (state: string): string => t(PAYOUT_WORDS[state as PayoutState]);
    return [
      date({
        id: 'arrives',
        header: t('onlinePayments.payout.arrives'),
        value: ({ body }) => body.arrives,
        fixed: true,
        width: 130,
        onPhone: 'title',
      }),
      tag({
        id: 'state',
        header: t('onlinePayments.column.state'),
        value: ({ body }) => body.state,
        label,
        order: PAYOUT_STATES,
        width: 150,
        show: ({ body }) => <StatusTag {...PAYOUT_LOOKS[body.state]}>{label(body.state)}</StatusTag>,
      }),
      text({
        id: 'to',
        header: t('onlinePayments.payout.to'),
        value: ({ body }) => (body.destination === null ? '' : tailWords(body.destination, t)),
        grow: 3,
      }),
      number({
        id: 'lines',
        header: t('onlinePayments.payout.lines'),
        value: ({ body }) => body.lines.length,
        onPhone: 'none',
      }),
      money({
        id: 'fees',
        header: t('onlinePayments.payout.fees'),
        value: feesOf,
        currency,
        onPhone: 'none',
      }),
      money({
        id: 'amount',
        header: t('onlinePayments.payout.amount'),
        value: ({ body }) => body.cents,
        currency,
      }),
      text({
        id: 'gateway',
        header: t('onlinePayments.gateway.payout'),
        value: ({ body }) => body.gateway,
        hiddenAtFirst: true,
        onPhone: 'none',
      }),
    ];
  }, [t, formats, currency]);
}

function PayoutsTable({ found }: { readonly found: Payouts | undefined }): ReactNode {
  const t = useText();
  const at = useAt();
  const navigate = useNavigate();
  const columns = usePayoutColumns(found?.rules.currency ?? 'USD');
  const control = useTableControl({ table: 'payouts', columns, memory });
  const pathOf = (payout: WholePayout): string => at(onlinePaths.payout(payoutLocal(payout)));
  return (
    <div className="tb-fill">
      <Table
        label={t('onlinePayments.payouts')}
        rows={found?.payouts}
        columns={columns}
        idOf={payoutLocal}
        control={control}
        search={{ label: t('onlinePayments.payouts.search'), placeholder: t('onlinePayments.payouts.hint') }}
        file={useTableFile(t('onlinePayments.payouts'), found?.rules.today ?? '')}
        onOpen={(payout) => void navigate(pathOf(payout))}
        hrefOf={pathOf}
        empty={
          <EmptyState
            icon={<IconBuildingBank />}
            title={t('onlinePayments.payouts.none')}
            text={t('onlinePayments.payouts.none.text')}
          />
        }
      />
    </div>
  );
}
