/** The batches of receipts, the newest deposit first: how many, how much, and what the server has made of them. */
import { useMemo, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { IconBuildingBank, IconCash, IconFileImport, IconPlus, IconReceipt } from '@tabler/icons-react';
import { isOffice } from '@communitrak/domain/core/principal.ts';
import { undeposited } from '@communitrak/replica/queries/deposits.ts';
import { moneyRules } from '@communitrak/replica/queries/money.ts';
import { receiptBatches, type BatchRow, type Outcome } from '@communitrak/replica/queries/receipts.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useTableFile } from '../../app/use-table-file.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { LinkButton } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Page } from '../../kit/Page.tsx';
import { columnKinds, type TableColumn } from '../../kit/table/column.ts';
import { Table } from '../../kit/table/Table.tsx';
import { storedTableMemory } from '../../kit/table/table-memory.ts';
import { useTableControl } from '../../kit/table/use-table-control.ts';
import { OutcomeTag } from './OutcomeTag.tsx';
import { receiptPaths } from './paths.ts';
import { KIND_WORDS, OUTCOME_WORDS } from './receipt-words.ts';

const memory = storedTableMemory(() => localStorage);
const WORST_FIRST: readonly Outcome[] = ['refused', 'changed', 'provisional', 'accepted'];

/** Of the whole batch: what needs somebody comes before what does not. */
function outcomeOf({ counts }: BatchRow): Outcome {
  return WORST_FIRST.find((outcome) => counts[outcome] > 0) ?? 'provisional';
}

function useColumns(currency: string): readonly TableColumn<BatchRow>[] {
  const t = useText();
  const formats = useFormats();
  return useMemo(() => {
    const { date, money, number, tag } = columnKinds<BatchRow>(formats);
    return [
      date({
        id: 'deposited',
        header: t('receipts.deposited'),
        value: ({ batch }) => batch.body.deposited,
        fixed: true,
        width: 170,
        onPhone: 'title',
      }),
      tag({
        id: 'kind',
        header: t('receipts.kind'),
        value: ({ batch }) => batch.body.kind,
        label: (key) => t(KIND_WORDS[key as keyof typeof KIND_WORDS]),
        width: 140,
        grow: 1,
      }),
      number({
        id: 'count',
        header: t('receipts.column.count'),
        value: ({ batch }) => batch.body.lines.length,
        summed: true,
      }),
      money({
        id: 'total',
        header: t('receipts.column.total'),
        value: ({ batch }) => batch.body.totalCents,
        currency,
        width: 160,
      }),
      tag({
        id: 'state',
        header: t('receipts.column.state'),
        value: outcomeOf,
        label: (key) => t(OUTCOME_WORDS[key as Outcome]),
        order: WORST_FIRST,
        show: (row) => <OutcomeTag outcome={outcomeOf(row)} />,
        width: 160,
        grow: 1,
      }),
    ];
  }, [t, formats, currency]);
}

const idOf = (row: BatchRow): string => row.id;

export function ReceiptsScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const mayTake = isOffice(replica.principal);
  return (
    <Page
      title={t('receipts.nav')}
      width="table"
      actions={mayTake ? <OtherWays /> : undefined}
      primary={
        mayTake ? (
          <LinkButton kind="primary" icon={<IconPlus aria-hidden />} full to={at(receiptPaths.checks)}>
            {t('receipts.new')}
          </LinkButton>
        ) : undefined
      }
    >
      {mayTake ? <WaitingMoney /> : null}
      <Batches />
    </Page>
  );
}

/** Said where one looks for what was taken in: it lies in a drawer until somebody takes it to the bank. */
function WaitingMoney(): ReactNode {
  const t = useText();
  const at = useAt();
  const formats = useFormats();
  const replica = useReplica();
  const found = useQuery(useMemo(() => undeposited(replica), [replica]));
  if (found === undefined || found.payments.length === 0) return null;
  const cents = found.payments.reduce((sum, { body }) => sum - body.cents, 0);
  const { currency } = found.rules;
  return (
    <Notice
      title={t('receipts.deposit.sum', {
        count: found.payments.length,
        total: formats.money({ cents, currency }),
      })}
      actions={<LinkButton to={at(receiptPaths.deposit)}>{t('receipts.deposit')}</LinkButton>}
    />
  );
}

function OtherWays(): ReactNode {
  const t = useText();
  const at = useAt();
  return (
    <>
      <LinkButton icon={<IconCash aria-hidden />} to={at(receiptPaths.cash)}>
        {t('receipts.cash')}
      </LinkButton>
      <LinkButton icon={<IconBuildingBank aria-hidden />} to={at(receiptPaths.deposit)}>
        {t('receipts.deposit')}
      </LinkButton>
      <LinkButton icon={<IconFileImport aria-hidden />} to={at(receiptPaths.lockbox)}>
        {t('receipts.import')}
      </LinkButton>
    </>
  );
}

function Batches(): ReactNode {
  const t = useText();
  const at = useAt();
  const navigate = useNavigate();
  const replica = useReplica();
  const rows = useQuery(useMemo(() => receiptBatches(replica), [replica]));
  const rules = useQuery(useMemo(() => moneyRules(replica), [replica]));
  const columns = useColumns(rules?.currency ?? 'USD');
  const file = useTableFile(t('receipts.nav'), rules?.today ?? '');
  const control = useTableControl({ table: 'receipts', columns, memory });
  return (
    <div className="tb-fill">
      <Table
        label={t('receipts.nav')}
        rows={rows}
        columns={columns}
        idOf={idOf}
        control={control}
        onOpen={(row) => void navigate(at(receiptPaths.one(row.id)))}
        hrefOf={(row) => at(receiptPaths.one(row.id))}
        empty={
          <EmptyState
            icon={<IconReceipt />}
            title={t('receipts.list.empty.title')}
            text={t('receipts.list.empty.text')}
          />
        }
        file={file}
      />
    </div>
  );
}
