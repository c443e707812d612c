/** Every online payment: its state, the home, how much, how and when; found, sorted, narrowed, exported. A row opens it. */
import { useMemo, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { IconCreditCard } from '@tabler/icons-react';
import { paymentSetup, type PaymentSetup } from '@communitrak/replica/queries/payment-account.ts';
import { paymentRows } from '@communitrak/replica/queries/payment-office.ts';
import { syncStatus } from '@communitrak/replica/status/sync-status.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { LinkButton } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Page } from '../../kit/Page.tsx';
import { Table } from '../../kit/table/Table.tsx';
import { storedTableMemory } from '../../kit/table/table-memory.ts';
import { useTableControl } from '../../kit/table/use-table-control.ts';
import { onlinePaths } from './paths.ts';
import { usePaymentColumns } from './use-payment-columns.tsx';
import { useTableFile } from './use-table-file.ts';
import './online-payments.css';

const memory = storedTableMemory(() => localStorage);

export function PaymentsScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const setup = useQuery(useMemo(() => paymentSetup(replica), [replica]));
  return (
    <Page
      title={t('onlinePayments.title')}
      width="table"
      actions={
        <>
          <LinkButton to={at(onlinePaths.payouts)}>{t('onlinePayments.payouts')}</LinkButton>
          <LinkButton to={at(onlinePaths.settings)}>{t('onlinePayments.settings')}</LinkButton>
          <LinkButton to={at(onlinePaths.setup)}>{t('onlinePayments.setup')}</LinkButton>
        </>
      }
    >
      {setup === undefined ? null : <NotOpen setup={setup} />}
      <PaymentsTable />
    </Page>
  );
}

const NOT_OPEN = {
  none: ['onlinePayments.notSetUp.title', 'onlinePayments.notSetUp.text', 'onlinePayments.setup.begin'],
  closed: ['onlinePayments.notOpen.title', 'onlinePayments.notOpen.text', 'onlinePayments.setup.see'],
  due: ['onlinePayments.due.title', 'onlinePayments.due.text', 'onlinePayments.setup.see'],
} as const;

function lackOf({ account, status }: PaymentSetup): keyof typeof NOT_OPEN | undefined {
  if (account === null) return 'none';
  if (status?.open !== true) return 'closed';
  return account.requirements.length === 0 ? undefined : 'due';
}

/** Nothing can be paid online yet, or not any more: where one goes on. */
function NotOpen({ setup }: { readonly setup: PaymentSetup }): ReactNode {
  const t = useText();
  const at = useAt();
  const lack = lackOf(setup);
  if (lack === undefined) return null;
  const [title, text, act] = NOT_OPEN[lack];
  return (
    <Notice
      tone="needs"
      title={t(title)}
      actions={<LinkButton to={at(onlinePaths.setup)}>{t(act)}</LinkButton>}
    >
      {t(text)}
    </Notice>
  );
}

function PaymentsTable(): ReactNode {
  const t = useText();
  const at = useAt();
  const navigate = useNavigate();
  const replica = useReplica();
  const found = useQuery(useMemo(() => paymentRows(replica), [replica]));
  const columns = usePaymentColumns(found?.rules.currency ?? 'USD');
  const control = useTableControl({ table: 'online-payments', columns, memory });
  const status = useQuery(useMemo(() => syncStatus(replica), [replica]));
  return (
    <div className="tb-fill">
      <Table
        label={t('onlinePayments.title')}
        rows={found?.rows}
        columns={columns}
        idOf={({ payment }) => payment.id}
        control={control}
        search={{ label: t('onlinePayments.search'), placeholder: t('onlinePayments.search.hint') }}
        file={useTableFile(t('onlinePayments.title'), found?.rules.today ?? '')}
        firstSync={status?.firstSync}
        onOpen={({ payment }) => void navigate(at(onlinePaths.one(payment.id)))}
        hrefOf={({ payment }) => at(onlinePaths.one(payment.id))}
        empty={
          <EmptyState
            icon={<IconCreditCard />}
            title={t('onlinePayments.empty.title')}
            text={t('onlinePayments.empty.text')}
          />
        }
      />
    </div>
  );
}
