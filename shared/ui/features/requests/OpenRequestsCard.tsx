/** On the first screen: what I or my household asked for and is not closed. */
import { useMemo, type ReactNode } from 'react';
import { IconHomeCheck } from '@tabler/icons-react';
import { requestRows, type RequestRows } from '@communitrak/replica/queries/requests.ts';
import { syncStatus } from '@communitrak/replica/status/sync-status.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useUnread } from '../../app/unread/use-unread.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { LinkButton } from '../../kit/Button.tsx';
import { Card, CardText } from '../../kit/cards/Card.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { List } from '../../kit/ListRow.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { requestPaths } from './paths.ts';
import { RequestRowLink } from './RequestRowLink.tsx';
import { isOpenStatus } from './request-words.ts';

const MOST_SHOWN = 6;

export function OpenRequestsCard(): ReactNode {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const found = useQuery(useMemo(() => requestRows(replica, { scope: 'mine' }), [replica]));
  const all = found?.complete === true ? found.rows.length : 0;
  return (
    <Card
      title={t('requests.card.title')}
      action={
        all === 0 ? null : (
          <LinkButton kind="quiet" to={at(requestPaths.list)}>
            {t('requests.card.all', { count: all })}
          </LinkButton>
        )
      }
    >
      <Open found={found} />
    </Card>
  );
}

function Open({ found }: { readonly found: RequestRows | undefined }): ReactNode {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const status = useQuery(useMemo(() => syncStatus(replica), [replica]));
  const syncing = status?.firstSync;
  const unread = useUnread();
  const open = found?.rows.filter((row) => isOpenStatus(row.status)) ?? [];
  if (open.length > 0)
    return (
      <List label={t('requests.card.title')}>
        {open.slice(0, MOST_SHOWN).map((row) => (
          <RequestRowLink
            key={row.id}
            row={row}
            to={at(requestPaths.one(row.id))}
            unread={unread.has(row.id)}
          />
        ))}
      </List>
    );
  if (found?.complete !== true || syncing !== undefined) return <Skeleton rows={3} count={syncing} />;
  if (found.rows.length > 0) return <CardText>{t('requests.card.quiet')}</CardText>;
  return (
    <EmptyState
      icon={<IconHomeCheck />}
      title={t('requests.card.empty.title')}
      text={t('requests.card.empty.text')}
    />
  );
}
