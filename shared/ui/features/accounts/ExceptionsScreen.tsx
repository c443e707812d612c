/**
 * What in the accounts wants a look: nothing here is wrong by a rule, and none of it mends itself. Each row says what it is
 * and what to do, and leads to where it is done.
 */
import { useMemo, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { IconChecks } from '@tabler/icons-react';
import { accountExceptions, type ExceptionRow } from '@communitrak/replica/queries/money-exceptions.ts';
import { useReplica } from '../../app/context.ts';
import { useSyncPath } from '../../app/features-context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Page } from '../../kit/Page.tsx';
import { columnKinds, type TableColumn } from '../../kit/table/column.ts';
import { Table } from '../../kit/table/Table.tsx';
import { storedTableMemory } from '../../kit/table/table-memory.ts';
import { useTableControl } from '../../kit/table/use-table-control.ts';
import { EXCEPTION_KINDS, EXCEPTION_WORDS, exceptionWords } from './exception-words.ts';
import { accountPaths } from './paths.ts';
import { useTableFile } from '../../app/use-table-file.ts';

const memory = storedTableMemory(() => localStorage);

export function ExceptionsScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  return (
    <Page
      title={t('accounts.exceptions')}
      subtitle={t('accounts.exceptions.text')}
      width="table"
      back={{ to: at(accountPaths.list), label: t('accounts.title') }}
    >
      <ExceptionsTable />
    </Page>
  );
}

function useColumns(currency: string): readonly TableColumn<ExceptionRow>[] {
  const t = useText();
  const formats = useFormats();
  return useMemo(() => {
    const { text, tag, money, date } = columnKinds<ExceptionRow>(formats);
    return [
      tag({
        id: 'kind',
        header: t('accounts.exceptions.kind'),
        value: ({ kind }) => kind,
        label: (kind) => t(EXCEPTION_WORDS[EXCEPTION_KINDS.find((one) => one === kind) ?? 'refused']),
        order: EXCEPTION_KINDS,
        width: 190,
      }),
      text({
        id: 'household',
        header: t('accounts.column.household'),
        value: ({ name }) => name,
        fixed: true,
        width: 150,
        grow: 2,
        onPhone: 'title',
      }),
      text({
        id: 'address',
        header: t('accounts.column.address'),
        value: ({ address }) => address,
        hiddenAtFirst: true,
      }),
      money({
        id: 'amount',
        header: t('accounts.column.amount'),
        value: ({ cents }) => cents,
        currency,
        summed: false,
      }),
      date({ id: 'since', header: t('accounts.column.date'), value: ({ day }) => day }),
      text({
        id: 'todo',
        header: t('accounts.exceptions.todo'),
        value: (row) => exceptionWords(row, t),
        width: 260,
        grow: 5,
      }),
    ];
  }, [t, formats, currency]);
}

/** Where it is looked into. */
function placeOf({ kind, about, household }: ExceptionRow): string {
  if (kind === 'unposted') return accountPaths.payment(about);
  return kind === 'difference' ? accountPaths.difference(about) : accountPaths.one(household);
}

function ExceptionsTable(): ReactNode {
  const t = useText();
  const at = useAt();
  const navigate = useNavigate();
  const replica = useReplica();
  const unsent = useSyncPath();
  const found = useQuery(useMemo(() => accountExceptions(replica), [replica]));
  const columns = useColumns(found?.rules.currency ?? 'USD');
  const control = useTableControl({ table: 'account-exceptions', columns, memory });
  const path = (row: ExceptionRow): string => at(row.kind === 'refused' ? unsent : placeOf(row));
  return (
    <div className="tb-fill">
      <Table
        label={t('accounts.exceptions')}
        rows={found?.rows}
        columns={columns}
        idOf={({ id }) => id}
        control={control}
        search={{ label: t('accounts.search'), placeholder: t('accounts.search.hint') }}
        file={useTableFile(t('accounts.exceptions'), found?.rules.today ?? '')}
        onOpen={(row) => void navigate(path(row))}
        hrefOf={path}
        empty={
          <EmptyState
            icon={<IconChecks />}
            title={t('accounts.exceptions.none')}
            text={t('accounts.exceptions.none.text')}
          />
        }
      />
    </div>
  );
}
