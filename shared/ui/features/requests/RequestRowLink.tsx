/** One request in a list of the resident's: what, how it stands, where, how many photos, and whether it has been sent. */
import type { ReactNode } from 'react';
import { IconPhoto } from '@tabler/icons-react';
import type { RequestRow } from '@communitrak/replica/queries/request-rows.ts';
import { useText } from '../../i18n/Text.tsx';
import { DeliveryBadge } from '../../kit/DeliveryBadge.tsx';
import { ListRow } from '../../kit/ListRow.tsx';
import { MaybeUnread } from '../../kit/UnreadDot.tsx';
import { DateText } from '../../kit/Values.tsx';
import { PriorityMark, RequestNumber, RequestStatusTag } from './RequestMarks.tsx';

interface RequestRowLinkProps {
  readonly row: RequestRow;
  readonly to: string;
  /** Something new in it, to this member. */
  readonly unread: boolean;
}

export function RequestRowLink({ row, to, unread }: RequestRowLinkProps): ReactNode {
  return (
    <ListRow
      to={to}
      title={<RowHead title={row.title} at={row.lastActivity} unread={unread} />}
      meta={
        <span className="rq-meta">
          <RequestStatusTag status={row.status} />
          <PriorityMark priority={row.priority} />
          <RequestNumber number={row.number} />
          {row.place === '' ? null : (
            <span className="rq-meta-place" title={row.place}>
              {row.place}
            </span>
          )}
          <PhotoCount count={row.photoCount} />
          <DeliveryBadge state={row.delivery} quietWhenSent />
        </span>
      }
    />
  );
}

/** The title, with its date at the end of the line: two lines on a phone, cut after that with the whole text at hand. */
export function RowHead(props: {
  readonly title: string;
  readonly at: string;
  readonly unread: boolean;
}): ReactNode {
  const { title, at, unread } = props;
  return (
    <span className="rq-row-head">
      <span className="rq-row-name" title={title}>
        <MaybeUnread unread={unread}>{title}</MaybeUnread>
      </span>
      <span className="rq-row-date">
        <DateText at={at} />
      </span>
    </span>
  );
}

export function PhotoCount({ count }: { readonly count: number }): ReactNode {
  const t = useText();
  if (count === 0) return null;
  return (
    <span className="rq-mark">
      <IconPhoto aria-hidden />
      {t('requests.row.photos', { count })}
    </span>
  );
}
