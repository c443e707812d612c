/**
 * Where the office works: every request in a table, and the open one beside it (on a phone, after it). Keyboard first. What a
 * request looks like is the requests feature's.
 */
import { useMemo, type ReactNode } from 'react';
import { requestDetail } from '@communitrak/replica/queries/requests.ts';
import { useReplica } from '../../app/context.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { DeliveryBadge } from '../../kit/DeliveryBadge.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { MasterDetail } from '../../kit/master-detail/MasterDetail.tsx';
import { RecordFrame } from '../../kit/master-detail/RecordFrame.tsx';
import type { ChosenRecord } from '../../kit/master-detail/use-chosen-record.ts';
import { useIsDesk } from '../../kit/use-media.ts';
import { RequestNumber, RequestPane, RequestPrint } from '../requests/index.ts';
import { InboxTable } from './InboxTable.tsx';
import { useInbox } from './use-inbox.ts';
import './inbox.css';

export function InboxScreen(): ReactNode {
  const t = useText();
  const inbox = useInbox();
  const { record } = inbox;
  return (
    <MasterDetail
      title={t('inbox.title')}
      detailLabel={t('inbox.detail')}
      record={record}
      list={(narrow) => <InboxTable inbox={inbox} narrow={narrow} />}
      detail={<OpenRequest key={record.id} record={record} />}
    />
  );
}

function OpenRequest({ record }: { readonly record: ChosenRecord }): ReactNode {
  const t = useText();
  const desk = useIsDesk();
  const replica = useReplica();
  const detail = useQuery(useMemo(() => requestDetail(replica, record.id), [replica, record.id]));
  const listTitle = t('inbox.title');
  if (detail === undefined || detail === null) {
    return (
      <RecordFrame record={record} title={t('requests.detail.one')} listTitle={listTitle} quietTitle>
        {detail === undefined ? (
          <Skeleton rows={5} />
        ) : (
          <EmptyState title={t('requests.detail.notHere.title')} text={t('requests.detail.notHere.text')} />
        )}
      </RecordFrame>
    );
  }
  return (
    <RecordFrame
      key="here"
      record={record}
      title={detail.title}
      listTitle={listTitle}
      about={
        <span className="rq-headline">
          <RequestNumber number={detail.number} />
          <DeliveryBadge state={detail.delivery} />
        </span>
      }
      actions={<RequestPrint detail={detail} />}
    >
      <RequestPane detail={detail} level={desk ? 'h3' : 'h2'} />
    </RecordFrame>
  );
}
