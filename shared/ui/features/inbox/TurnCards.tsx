/** Requests whose turn is the office's, and the board's: on the first screen, with the rest a link away. */
import { useMemo, type ReactNode } from 'react';
import { requestRows } from '@communitrak/replica/queries/requests.ts';
import type { RequestFilter } from '@communitrak/replica/queries/requests.ts';
import type { RequestRow, Turn } from '@communitrak/replica/queries/request-rows.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useUnread } from '../../app/unread/use-unread.ts';
import { useQuery } from '../../app/use-query.ts';
import type { MessageId } from '../../i18n/messages.ts';
import { useText } from '../../i18n/Text.tsx';
import { LinkButton } from '../../kit/Button.tsx';
import { Card, CardText } from '../../kit/cards/Card.tsx';
import { List } from '../../kit/ListRow.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { RequestRowLink } from '../requests/index.ts';
import { inboxWith } from './inbox-links.ts';
import { inboxPaths } from './paths.ts';

const MOST_SHOWN = 6;
const ALL: RequestFilter = { scope: 'all' };

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface TurnCardProps {
  readonly turn: Turn;
  readonly title: MessageId;
  readonly none: MessageId;
  readonly all: string;
  readonly order: (a: RequestRow, b: RequestRow) => number;
}

function TurnCard({ turn, title, none, all, order }: TurnCardProps): ReactNode {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const found = useQuery(useMemo(() => requestRows(replica, ALL), [replica]));
  const rows = useMemo(
    () => found?.rows.filter((row) => row.turn === turn).toSorted(order),
    [found, turn, order],
  );
  return (
    <Card
      title={t(title)}
      count={found?.complete === true ? rows?.length : undefined}
      action={
        <LinkButton kind="quiet" to={at(all)}>
          {t('inbox.card.all')}
        </LinkButton>
      }
    >
      {rows === undefined ? <Skeleton rows={3} /> : <Rows rows={rows} label={t(title)} none={t(none)} />}
    </Card>
  );
}

function Rows(props: {
  readonly rows: readonly RequestRow[];
  readonly label: string;
  readonly none: string;
}): ReactNode {
  const at = useAt();
  const unread = useUnread();
  const { rows, label, none } = props;
  if (rows.length === 0) return <CardText>{none}</CardText>;
  return (
    <List label={label}>
      {rows.slice(0, MOST_SHOWN).map((row) => (
        <RequestRowLink key={row.id} row={row} to={at(inboxPaths.one(row.id))} unread={unread.has(row.id)} />
      ))}
    </List>
  );
}

const latestFirst = (a: RequestRow, b: RequestRow): number => byText(b.lastActivity, a.lastActivity);
const oldestFirst = (a: RequestRow, b: RequestRow): number => byText(a.at, b.at);

/** New, in progress, and answered by whoever was asked. */
export function OfficeTurnCard(): ReactNode {
  return (
    <TurnCard
      turn="office"
      title="inbox.card.office"
      none="inbox.card.office.none"
      all={inboxWith('latest')}
      order={latestFirst}
    />
  );
}

/** What has waited longest for a decision comes first. */
export function BoardTurnCard(): ReactNode {
  return (
    <TurnCard
      turn="board"
      title="inbox.card.board"
      none="inbox.card.board.none"
      all={inboxWith('decisions')}
      order={oldestFirst}
    />
  );
}
