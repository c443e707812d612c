/** Money that came over the counter and waits to be taken to the bank: chosen, added up, deposited as one, with its slip. */
import { useMemo, useState, type ReactNode } from 'react';
import { IconBuildingBank } from '@tabler/icons-react';
import type { LedgerEntry } from '@communitrak/domain/ledger/index.ts';
import { MOST_RECEIPTS } from '@communitrak/domain/receipts/index.ts';
import { undeposited, type Undeposited } from '@communitrak/replica/queries/deposits.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useTableFile } from '../../app/use-table-file.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { Page } from '../../kit/Page.tsx';
import { columnKinds, type TableColumn } from '../../kit/table/column.ts';
import { Table } from '../../kit/table/Table.tsx';
import { storedTableMemory } from '../../kit/table/table-memory.ts';
import { useTableControl } from '../../kit/table/use-table-control.ts';
import { METHOD_WORDS, NoBooks } from '../accounts/index.ts';
import { DepositSheet } from './DepositSheet.tsx';
import { receiptPaths } from './paths.ts';
import './receipts.css';

const memory = storedTableMemory(() => localStorage);
const idOf = (payment: LedgerEntry): string => payment.id;

export function DepositScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const found = useQuery(useMemo(() => undeposited(replica), [replica]));
  return (
    <Page
      title={t('receipts.deposit.title')}
      subtitle={t('receipts.deposit.lead')}
      back={{ to: at(receiptPaths.list), label: t('receipts.nav') }}
      width="table"
    >
      {found === undefined ? (
        <Skeleton rows={6} />
      ) : found.rules.books === undefined ? (
        <NoBooks />
      ) : (
        <Waiting found={found} />
      )}
    </Page>
  );
}

function useColumns({ homes, rules }: Undeposited): readonly TableColumn<LedgerEntry>[] {
  const t = useText();
  const formats = useFormats();
  const { currency } = rules;
  return useMemo(() => {
    const { text, tag, date, money } = columnKinds<LedgerEntry>(formats);
    return [
      text({
        id: 'home',
        header: t('receipts.home'),
        value: ({ body }) => homes.get(body.household)?.name ?? t('receipts.home.gone'),
        fixed: true,
        grow: 3,
        onPhone: 'title',
      }),
      date({ id: 'posted', header: t('receipts.received'), value: ({ body }) => body.posted }),
      tag({
        id: 'method',
        header: t('receipts.kind'),
        value: ({ body }) => body.method,
        label: (key) => t(METHOD_WORDS[key as keyof typeof METHOD_WORDS]),
        width: 120,
      }),
      text({ id: 'reference', header: t('receipts.check'), value: ({ body }) => body.reference, width: 120 }),
      money({
        id: 'amount',
        header: t('receipts.amount'),
        value: ({ body }) => -body.cents,
        currency,
        width: 150,
      }),
    ];
  }, [t, formats, homes, currency]);
}

interface Chosen {
  readonly payments: readonly LedgerEntry[];
  /** New for each deposit that is begun: posted twice, it is one. */
  readonly local: string;
}

function Waiting({ found }: { readonly found: Undeposited }): ReactNode {
  const t = useText();
  const replica = useReplica();
  const columns = useColumns(found);
  const control = useTableControl({ table: 'undeposited', columns, memory });
  const file = useTableFile(t('receipts.deposit.waiting'), found.rules.today);
  const [chosen, setChosen] = useState<Chosen>();
  const begin = (payments: readonly LedgerEntry[]): void =>
    setChosen({ payments: payments.slice(0, MOST_RECEIPTS), local: replica.newId() });
  const { payments, rules } = found;
  return (
    <>
      {payments.length === 0 ? null : <Sum found={found} onAll={() => begin(payments)} />}
      <div className="tb-fill">
        <Table
          label={t('receipts.deposit.waiting')}
          rows={payments}
          columns={columns}
          idOf={idOf}
          control={control}
          bulk={(selected) => (
            <Button kind="primary" onClick={() => begin(selected)}>
              {t('receipts.deposit.selected', { count: selected.length })}
            </Button>
          )}
          empty={
            <EmptyState
              icon={<IconBuildingBank />}
              title={t('receipts.deposit.none.title')}
              text={t('receipts.deposit.none.text')}
            />
          }
          file={file}
        />
      </div>
      {chosen === undefined ? null : (
        <DepositSheet key={chosen.local} {...chosen} rules={rules} onClose={() => setChosen(undefined)} />
      )}
    </>
  );
}

function Sum({ found, onAll }: { readonly found: Undeposited; readonly onAll: () => void }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { payments, rules } = found;
  const cents = payments.reduce((sum, { body }) => sum - body.cents, 0);
  return (
    <p className="rc-waiting">
      {t('receipts.deposit.sum', {
        count: payments.length,
        total: formats.money({ cents, currency: rules.currency }),
      })}{' '}
      <Button onClick={onAll}>{t('receipts.deposit.all')}</Button>
    </p>
  );
}
