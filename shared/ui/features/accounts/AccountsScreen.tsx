/** All accounts: who owes what and how long, found, sorted, narrowed; a row opens the household's account. */
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { IconFileTypePdf, IconReportMoney } from '@tabler/icons-react';
import { accounts, type AccountRow, type Accounts } from '@communitrak/replica/queries/money.ts';
import { syncStatus } from '@communitrak/replica/status/sync-status.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Button, LinkButton } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Page } from '../../kit/Page.tsx';
import { Segmented } from '../../kit/Segmented.tsx';
import { Table } from '../../kit/table/Table.tsx';
import { storedTableMemory } from '../../kit/table/table-memory.ts';
import { useTableControl } from '../../kit/table/use-table-control.ts';
import { statementPaths, statementsFor } from '../statements/index.ts';
import { countsOf, showOf, SHOWS, shownRows, withShow, type Show } from './accounts-filter.ts';
import { AgingStrip } from './AgingStrip.tsx';
import { NoBooks } from './NoBooks.tsx';
import { accountPaths } from './paths.ts';
import { useAccountColumns } from './use-account-columns.ts';
import { useTableFile } from '../../app/use-table-file.ts';
import './accounts.css';

const memory = storedTableMemory(() => localStorage);
const SHOW_WORDS = {
  all: 'accounts.show.all',
  owing: 'accounts.show.owing',
  'over-90': 'accounts.show.over-90',
  credit: 'accounts.show.credit',
} as const;

export function AccountsScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const found = useQuery(useMemo(() => accounts(replica), [replica]));
  return (
    <Page
      title={t('accounts.title')}
      width="table"
      actions={<LinkButton to={at(accountPaths.exceptions)}>{t('accounts.exceptions')}</LinkButton>}
    >
      {found !== undefined && found.rules.books === undefined ? <NoBooks /> : null}
      {found === undefined || found.rows.length === 0 ? null : <Summary found={found} />}
      <AccountsTable found={found} />
    </Page>
  );
}

/** What all of them owe together, and how old it is. */
function Summary({ found }: { readonly found: Accounts }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { totals, rules } = found;
  const money = (cents: number): string => formats.money({ cents, currency: rules.currency });
  return (
    <section className="ac-summary" aria-label={t('accounts.summary')}>
      <p className="ac-summary-words">
        {t('accounts.summary.owed', { count: totals.owing, amount: money(totals.openCents) })}{' '}
        {t('accounts.summary.credit', { count: totals.inCredit, amount: money(totals.creditCents) })}
      </p>
      <AgingStrip buckets={totals.buckets} currency={rules.currency} label={t('accounts.aging.all')} />
    </section>
  );
}

function useShow(): readonly [Show, (show: Show) => void] {
  const [params, setParams] = useSearchParams();
  const inUrl = showOf(params);
  // Shown at once; the router takes the address up in a transition.
  const [ahead, setAhead] = useState<{ readonly show: Show; readonly from: Show }>();
  if (ahead !== undefined && inUrl !== ahead.from) setAhead(undefined);
  const show = ahead?.show ?? inUrl;
  const put = useCallback(
    (next: Show): void => {
      setAhead({ show: next, from: inUrl });
      setParams((now) => withShow(now, next), { replace: true });
    },
    [inUrl, setParams],
  );
  return [show, put];
}

function AccountsTable({ found }: { readonly found: Accounts | undefined }): ReactNode {
  const t = useText();
  const at = useAt();
  const navigate = useNavigate();
  const replica = useReplica();
  const columns = useAccountColumns(found?.rules.currency ?? 'USD');
  const control = useTableControl({ table: 'accounts', columns, memory });
  const [show, setShow] = useShow();
  const rows = useMemo(() => (found === undefined ? undefined : shownRows(found.rows, show)), [found, show]);
  const file = useTableFile(t('accounts.title'), found?.rules.today ?? '');
  const status = useQuery(useMemo(() => syncStatus(replica), [replica]));
  const search = useMemo(
    () => ({ label: t('accounts.search'), placeholder: t('accounts.search.hint') }),
    [t],
  );
  return (
    <div className="tb-fill">
      <Table
        label={t('accounts.title')}
        rows={rows}
        columns={columns}
        idOf={({ id }) => id}
        control={control}
        search={search}
        tools={useTools(found, show, setShow)}
        file={file}
        bulk={(selected) => <StatementsFor accounts={selected} />}
        firstSync={status?.firstSync}
        onOpen={({ id }) => void navigate(at(accountPaths.one(id)))}
        hrefOf={({ id }) => at(accountPaths.one(id))}
        empty={show === 'all' ? <NoAccounts /> : <NoneSo show={show} />}
      />
    </div>
  );
}

/** A handful of accounts, on paper. */
function StatementsFor({ accounts: chosen }: { readonly accounts: readonly AccountRow[] }): ReactNode {
  const t = useText();
  const at = useAt();
  const navigate = useNavigate();
  return (
    <Button
      icon={<IconFileTypePdf aria-hidden />}
      onClick={() => void navigate(at(statementPaths.list), statementsFor(chosen.map(({ id }) => id)))}
    >
      {t('accounts.statements', { count: chosen.length })}
    </Button>
  );
}

/** The same element until something in it changes: the table's bar is drawn again only then. */
function useTools(found: Accounts | undefined, show: Show, setShow: (show: Show) => void): ReactNode {
  const t = useText();
  const counts = useMemo(() => (found === undefined ? undefined : countsOf(found.rows)), [found]);
  return useMemo(
    () => (
      <Segmented
        label={t('accounts.show')}
        value={show}
        segments={SHOWS.map((value) => ({ value, label: t(SHOW_WORDS[value]), count: counts?.[value] }))}
        onChange={setShow}
      />
    ),
    [t, counts, show, setShow],
  );
}

function NoAccounts(): ReactNode {
  const t = useText();
  return (
    <EmptyState
      icon={<IconReportMoney />}
      title={t('accounts.empty.title')}
      text={t('accounts.empty.text')}
    />
  );
}

const NONE_WORDS = {
  owing: 'accounts.none.owing',
  'over-90': 'accounts.none.over-90',
  credit: 'accounts.none.credit',
} as const;

function NoneSo({ show }: { readonly show: Exclude<Show, 'all'> }): ReactNode {
  return <EmptyState icon={<IconReportMoney />} title={useText()(NONE_WORDS[show])} />;
}
