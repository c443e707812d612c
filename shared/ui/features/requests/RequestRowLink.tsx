/** One request in a list of the resident's: what, how it stands, where, how many photos, and whether it has been sent. */
import type { ReactNode } from 'react';
import { IconPhoto } from '@tabler/icons-react';
import type { RequestRow } from '@communitrak/replica/queries/request-rows.ts';
import { useText } from '../../i18n/Text.tsx';
import { DeliveryBadge } from '../../kit/DeliveryBadge.tsx';
import { ListRow } from '../../kit/ListRow.tsx';
import { DateText } from '../../kit/Values.tsx';
import { PriorityMark, RequestNumber, RequestStatusTag } from './RequestMarks.tsx';

interface RequestRowLinkProps {
  readonly row: RequestRow;
  readonly to: string;
}

export function RequestRowLink({ row, to }: RequestRowLinkProps): ReactNode {
  return (
    <ListRow
      to={to}
      title={row.title}
      meta={
        <span className="rq-meta">
          <RequestStatusTag status={row.status} />
          <RequestNumber number={row.number} />
          {row.place === '' ? null : (
            <span className="rq-meta-place" title={row.place}>
              {row.place}
            </span>
          )}
          <PhotoCount count={row.photoCount} />
          <PriorityMark priority={row.priority} />
          <DeliveryBadge state={row.delivery} />
        </span>
      }
      trail={<DateText at={row.lastActivity} />}
    />
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
