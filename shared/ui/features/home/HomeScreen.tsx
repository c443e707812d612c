/** The resident's first screen: who and where I am, what needs me, what is open, and the one button. */
import { useMemo, type ReactNode } from 'react';
import { Navigate, useLocation, useNavigationType } from 'react-router';
import { IconHomeCheck, IconPlus } from '@tabler/icons-react';
import { isOffice } from '@communitrak/domain/core/principal.ts';
import { draft } from '@communitrak/replica/commands/drafts.ts';
import { home, type Home } from '@communitrak/replica/queries/home.ts';
import type { HouseholdRow } from '@communitrak/replica/queries/people.ts';
import { syncStatus } from '@communitrak/replica/status/sync-status.ts';
import { useReplica } from '../../app/context.ts';
import { useSyncPath } from '../../app/features-context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { LinkButton } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { List, ListRow } from '../../kit/ListRow.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { Page, Section } from '../../kit/Page.tsx';
import { inboxPaths } from '../inbox/index.ts';
import { isBlank, NEW_REQUEST_DRAFT, parseDraft, requestPaths, RequestRowLink } from '../requests/index.ts';
import { needsYou, type Need } from './needs.ts';
import './home.css';

/** The office lands in its inbox. Whoever asks for this page by the navigation gets it, and back is never a trap. */
function useLanding(): boolean {
  const replica = useReplica();
  const { key } = useLocation();
  const came = useNavigationType();
  return isOffice(replica.principal) && (came === 'REPLACE' || key === 'default');
}

export function HomeScreen(): ReactNode {
  const at = useAt();
  return useLanding() ? <Navigate to={at(inboxPaths.list)} replace /> : <ResidentHome />;
}

function ResidentHome(): ReactNode {
  const t = useText();
  const replica = useReplica();
  const at = useAt();
  const mine = useQuery(useMemo(() => home(replica), [replica]));
  const status = useQuery(useMemo(() => syncStatus(replica), [replica]));
  const first = status?.firstSync;
  return (
    <Page
      title={replica.session.memberName}
      subtitle={<Homes homes={mine?.households} association={replica.associationName} />}
      primary={
        <LinkButton kind="primary" to={at(requestPaths.new)} icon={<IconPlus aria-hidden />} full>
          {t('requests.report')}
        </LinkButton>
      }
    >
      <NeedsYou mine={mine} />
      {mine === undefined ? <Skeleton rows={3} count={first} /> : <OpenRequests mine={mine} first={first} />}
    </Page>
  );
}

function Homes(props: {
  readonly homes: readonly HouseholdRow[] | undefined;
  readonly association: string;
}): ReactNode {
  const t = useText();
  const { homes, association } = props;
  return (
    <span className="hm-homes">
      <span>{association}</span>
      {homes?.map(({ household, name, address }) => (
        <span key={household}>{[name, address].filter((part) => part !== '').join(', ')}</span>
      ))}
      {homes?.length === 0 ? <span>{t('home.noHome')}</span> : null}
    </span>
  );
}

function useNeeds(mine: Home | undefined): readonly Need[] {
  const replica = useReplica();
  const status = useQuery(useMemo(() => syncStatus(replica), [replica]));
  const kept = useQuery(useMemo(() => draft(replica, NEW_REQUEST_DRAFT), [replica]));
  const unfinished = kept === undefined || kept === null ? undefined : parseDraft(kept);
  return needsYou({
    attention: status?.attention ?? 0,
    draftTitle: unfinished === undefined || isBlank(unfinished) ? undefined : unfinished.title.trim(),
    open: mine?.openRequests ?? [],
  });
}

function NeedsYou({ mine }: { readonly mine: Home | undefined }): ReactNode {
  const t = useText();
  const needs = useNeeds(mine);
  if (needs.length === 0) return null;
  return (
    <Section title={t('home.needsYou')}>
      <div className="ct-box hm-needs">
        <List label={t('home.needsYou')}>
          {needs.map((need) => (
            <NeedRow key={need.key} need={need} />
          ))}
        </List>
      </div>
    </Section>
  );
}

function NeedRow({ need }: { readonly need: Need }): ReactNode {
  const t = useText();
  const at = useAt();
  const syncPath = useSyncPath();
  if (need.kind === 'attention') {
    return (
      <ListRow
        to={at(syncPath)}
        title={t('home.attention', { count: need.count })}
        meta={t('home.attention.help')}
      />
    );
  }
  if (need.kind === 'draft') {
    const title = need.title === '' ? t('home.draft') : t('home.draft.named', { title: need.title });
    return <ListRow to={at(requestPaths.new)} title={title} meta={t('home.draft.help')} />;
  }
  return (
    <ListRow to={at(requestPaths.one(need.row.id))} title={need.row.title} meta={t('home.answer.help')} />
  );
}

function OpenRequests(props: {
  readonly mine: Home;
  readonly first: { readonly done: number; readonly total: number } | undefined;
}): ReactNode {
  const t = useText();
  const at = useAt();
  const { mine, first } = props;
  const { openRequests: rows, counts } = mine;
  const all = counts.open + counts.waiting + counts.closed;
  if (rows.length === 0 && first !== undefined) return <Skeleton rows={3} count={first} />;
  if (all === 0) {
    return <EmptyState icon={<IconHomeCheck />} title={t('home.empty.title')} text={t('home.empty.text')} />;
  }
  return (
    <Section
      title={t('home.open')}
      actions={
        <LinkButton kind="quiet" to={at(requestPaths.list)}>
          {t('home.allCounted', { count: all })}
        </LinkButton>
      }
    >
      {rows.length === 0 ? (
        <p className="ct-soft">{t('home.quiet.text')}</p>
      ) : (
        <div className="ct-box">
          <List label={t('home.open')}>
            {rows.map((row) => (
              <RequestRowLink key={row.id} row={row} to={at(requestPaths.one(row.id))} />
            ))}
          </List>
        </div>
      )}
    </Section>
  );
}
