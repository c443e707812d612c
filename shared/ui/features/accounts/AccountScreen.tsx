/** One household's account: what it owes and why, every line, and how it stood on any other day. */
import { useMemo, type ReactNode } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { IconPrinter, IconReportMoney } from '@tabler/icons-react';
import { isOffice } from '@communitrak/domain/core/principal.ts';
import { accountView, type AccountView } from '@communitrak/replica/queries/account-view.ts';
import { usePlatform, useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { Page, Section } from '../../kit/Page.tsx';
import { StatementButton } from '../statements/index.ts';
import { useActs } from './acts/use-acts.tsx';
import { AgingStrip } from './AgingStrip.tsx';
import { Balance } from './balance-words.tsx';
import { LedgerList } from './LedgerList.tsx';
import { NoBooks } from './NoBooks.tsx';
import { OpenCharges } from './OpenCharges.tsx';
import { accountPaths } from './paths.ts';
import { PrintAccount } from './PrintAccount.tsx';
import { RefusedEntries } from './RefusedEntries.tsx';
import { TravelBanner, TravelButton } from './TimeTravel.tsx';
import { momentOf, travelOf, withTravel, type Travel } from './travel.ts';
import { UpcomingLines } from './UpcomingLines.tsx';
import './accounts.css';

export function AccountScreen(): ReactNode {
  const { household = '' } = useParams();
  const replica = useReplica();
  const [params, setParams] = useSearchParams();
  const travel = useMemo(() => travelOf(params), [params]);
  const view = useQuery(
    useMemo(() => accountView(replica, household, momentOf(travel)), [replica, household, travel]),
  );
  const go = (next: Travel | undefined): void => setParams((now) => withTravel(now, next));
  if (view === undefined) return <Waiting />;
  if (view === null) return <NoSuch />;
  return <Account key={household} view={view} travel={travel} onTravel={go} />;
}

function useBack(): { readonly to: string; readonly label: string } {
  const t = useText();
  const at = useAt();
  return { to: at(accountPaths.list), label: t('accounts.title') };
}

function Waiting(): ReactNode {
  const t = useText();
  return (
    <Page title={t('accounts.account')} back={useBack()}>
      <Skeleton rows={8} />
    </Page>
  );
}

function NoSuch(): ReactNode {
  const t = useText();
  return (
    <Page title={t('accounts.account')} back={useBack()}>
      <EmptyState
        icon={<IconReportMoney />}
        title={t('accounts.noSuch.title')}
        text={t('accounts.noSuch.text')}
      />
    </Page>
  );
}

interface AccountProps {
  readonly view: AccountView;
  readonly travel: Travel | undefined;
  readonly onTravel: (travel: Travel | undefined) => void;
}

function Account({ view, travel, onTravel }: AccountProps): ReactNode {
  const t = useText();
  const platform = usePlatform();
  const office = isOffice(useReplica().principal);
  const acts = useActs(view, office && travel === undefined && view.rules.books !== undefined);
  return (
    <Page
      title={view.name}
      subtitle={view.address}
      back={useBack()}
      primary={acts.primary}
      actions={
        <>
          <TravelButton travel={travel} today={view.rules.today} onTravel={onTravel} />
          {acts.buttons}
          {acts.buttons === null ? (
            <Button icon={<IconPrinter aria-hidden />} onClick={() => platform.print()}>
              {t('accounts.print')}
            </Button>
          ) : null}
        </>
      }
    >
      <TravelBanner travel={travel} onTravel={onTravel} />
      {view.rules.books === undefined ? <NoBooks /> : null}
      {travel === undefined ? <RefusedEntries view={view} /> : null}
      <Standing view={view} />
      <UpcomingLines view={view} onOpen={acts.openLine} />
      <Lines view={view} onOpen={acts.openLine} />
      {acts.sheet}
      <PrintAccount view={view} travel={travel} />
    </Page>
  );
}

/** The balance in words, and how old what is owed is. */
function Standing({ view }: { readonly view: AccountView }): ReactNode {
  const t = useText();
  const { account, aging, rules } = view;
  const { currency } = rules;
  return (
    <Section>
      <p className="ac-standing">
        <Balance cents={account.balanceCents} currency={currency} />
      </p>
      {aging.openCents === 0 ? null : (
        <AgingStrip buckets={aging.buckets} currency={currency} label={t('accounts.aging.one')} />
      )}
    </Section>
  );
}

function Lines(props: {
  readonly view: AccountView;
  readonly onOpen: ((id: string) => void) | undefined;
}): ReactNode {
  const { view, onOpen } = props;
  const t = useText();
  if (view.lines.length === 0)
    return view.upcoming.length > 0 ? null : (
      <EmptyState
        icon={<IconReportMoney />}
        title={t('accounts.noLines.title')}
        text={t('accounts.noLines.text')}
      />
    );
  return (
    <>
      {view.account.openCents === 0 ? null : (
        <Section title={t('accounts.open.title')} boxed>
          <OpenCharges view={view} />
        </Section>
      )}
      <Section title={t('accounts.ledger.title')} actions={<StatementButton view={view} />} boxed>
        <LedgerList view={view} onOpen={onOpen} />
      </Section>
    </>
  );
}
