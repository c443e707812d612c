/**
 * The first screen: what needs the member, the numbers and the cards that features contribute to whoever is looking. What
 * they say is theirs; here is only where they stand.
 */
import { useMemo, type ReactNode } from 'react';
import { IconPlus } from '@tabler/icons-react';
import { isOffice } from '@communitrak/domain/core/principal.ts';
import { myHouseholds } from '@communitrak/replica/queries/people.ts';
import { syncStatus } from '@communitrak/replica/status/sync-status.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { LinkButton } from '../../kit/Button.tsx';
import { CardGrid } from '../../kit/cards/Card.tsx';
import { FirstSync } from '../../kit/Loading.tsx';
import { Page } from '../../kit/Page.tsx';
import { requestPaths } from '../requests/index.ts';
import { HomeCards } from './HomeCards.tsx';
import { HomeCounts } from './HomeCounts.tsx';
import { NeedsYou } from './NeedsYou.tsx';
import './home.css';

export function HomeScreen(): ReactNode {
  const t = useText();
  const replica = useReplica();
  const at = useAt();
  const status = useQuery(useMemo(() => syncStatus(replica), [replica]));
  const first = status?.firstSync;
  return (
    <Page
      title={t('home.nav')}
      subtitle={<Place />}
      width="wide"
      primary={
        <LinkButton kind="primary" to={at(requestPaths.new)} icon={<IconPlus aria-hidden />} full>
          {t(isOffice(replica.principal) ? 'requests.act.new' : 'requests.report')}
        </LinkButton>
      }
    >
      {first === undefined ? null : <FirstSync {...first} />}
      <HomeCounts />
      <CardGrid>
        <NeedsYou />
        <HomeCards />
      </CardGrid>
    </Page>
  );
}

/** The association and the member's own homes; who works for it needs none. */
function Place(): ReactNode {
  const t = useText();
  const replica = useReplica();
  const homes = useQuery(useMemo(() => myHouseholds(replica), [replica]));
  const { keys } = replica.principal;
  const lost = homes?.length === 0 && !keys.has('office') && !keys.has('board');
  return (
    <span className="hm-homes">
      <span>{replica.associationName}</span>
      {homes?.map(({ household, name, address }) => (
        <span key={household}>{[name, address].filter((part) => part !== '').join(', ')}</span>
      ))}
      {lost ? <span>{t('home.noHome')}</span> : null}
    </span>
  );
}
