/**
 * What I owe and why: the balance in large words, what is open with its reason, how to pay, and everything that was. Who has
 * several homes sees each by itself: nothing of one is ever added to another.
 */
import { useMemo, type ReactNode } from 'react';
import { useParams } from 'react-router';
import { IconPrinter, IconReceipt2 } from '@tabler/icons-react';
import { myAccounts, type AccountView } from '@communitrak/replica/queries/account-view.ts';
import { usePlatform, useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useReading } from '../../app/unread/use-unread.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { Page, Section } from '../../kit/Page.tsx';
import { Money } from '../../kit/Values.tsx';
import { LedgerList, OpenCharges, PrintAccount, UpcomingLines } from '../accounts/index.ts';
import { OnItsWay, PayButton, PayingNote, PaymentOfLine, useAccountPaying } from '../payments/index.ts';
import { StatementButton } from '../statements/index.ts';
import { DueWords } from './DueWords.tsx';
import { Homes } from './Homes.tsx';
import { HowToPay } from './HowToPay.tsx';
import { myAccountPaths } from './paths.ts';
import { accountThread } from './unread.ts';
import './my-account.css';

export function MyAccountScreen(): ReactNode {
  const t = useText();
  const replica = useReplica();
  const { household } = useParams();
  const views = useQuery(useMemo(() => myAccounts(replica), [replica]));
  if (views === undefined)
    return (
      <Page title={t('myAccount.title')} width="text">
        <Skeleton rows={6} />
      </Page>
    );
  const [only] = views;
  const chosen = household === undefined ? undefined : views.find((view) => view.household === household);
  if (chosen !== undefined) return <OneHome key={household} view={chosen} among={views.length} />;
  if (household !== undefined || only === undefined) return <NotMine />;
  return views.length === 1 ? <OneHome view={only} among={1} /> : <AllHomes views={views} />;
}

/** A home that is not theirs, or none at all: told the same. */
function NotMine(): ReactNode {
  const t = useText();
  return (
    <Page title={t('myAccount.title')} width="text">
      <EmptyState
        icon={<IconReceipt2 />}
        title={t('myAccount.notMine.title')}
        text={t('myAccount.notMine.text')}
      />
    </Page>
  );
}

function AllHomes({ views }: { readonly views: readonly AccountView[] }): ReactNode {
  const t = useText();
  return (
    <Page title={t('myAccount.title')} subtitle={t('myAccount.homes.text')} width="text">
      <div className="ct-box">
        <Homes views={views} label={t('myAccount.homes')} />
      </div>
    </Page>
  );
}

interface HomeProps {
  readonly view: AccountView;
  /** How many homes this member has. */
  readonly among: number;
}

function OneHome({ view, among }: HomeProps): ReactNode {
  const t = useText();
  const at = useAt();
  const platform = usePlatform();
  useReading(accountThread(view.household));
  const back = { to: at(myAccountPaths.list), label: t('myAccount.homes') };
  const { canPay } = useAccountPaying(view);
  const empty = view.lines.length === 0;
  return (
    <Page
      title={t('myAccount.title')}
      subtitle={view.address === '' ? view.name : view.address}
      width="text"
      {...(among > 1 ? { back } : {})}
      actions={
        empty ? undefined : (
          <>
            <StatementButton view={view} />
            <Button icon={<IconPrinter aria-hidden />} onClick={() => platform.print()}>
              {t('myAccount.print')}
            </Button>
          </>
        )
      }
      primary={canPay ? <PayButton view={view} /> : undefined}
    >
      <Standing view={view} />
      <UpcomingLines view={view} />
      {!empty ? <Filled view={view} /> : view.upcoming.length === 0 ? <NothingYet /> : null}
    </Page>
  );
}

function Standing({ view }: { readonly view: AccountView }): ReactNode {
  const { account, rules } = view;
  return (
    <div className="ma-standing">
      <p className="ma-balance">
        <Money amount={{ cents: account.balanceCents, currency: rules.currency }} of="account" />
      </p>
      <p>
        <DueWords view={view} />
      </p>
      <OnItsWay view={view} />
      <Credit view={view} />
      <PayingNote view={view} />
    </div>
  );
}

/** What stands to a home's credit is used for the next charge without anybody doing anything. */
function Credit({ view }: { readonly view: AccountView }): ReactNode {
  const t = useText();
  return view.account.balanceCents < 0 ? <p className="ct-soft">{t('myAccount.credit')}</p> : null;
}

function NothingYet(): ReactNode {
  const t = useText();
  return (
    <EmptyState icon={<IconReceipt2 />} title={t('myAccount.empty.title')} text={t('myAccount.empty.text')} />
  );
}

function Filled({ view }: { readonly view: AccountView }): ReactNode {
  const t = useText();
  const below = (entry: string): ReactNode => <PaymentOfLine view={view} entry={entry} />;
  return (
    <>
      {view.account.openCents === 0 ? null : (
        <>
          <Section title={t('myAccount.open')} boxed>
            <OpenCharges view={view} below={below} />
          </Section>
          <HowToPay view={view} />
        </>
      )}
      <Section title={t('myAccount.history')} text={t('myAccount.history.text')} boxed>
        <LedgerList view={view} below={below} />
      </Section>
      <PrintAccount view={view} />
    </>
  );
}
