/** One request on a page of its own: the resident's, and whoever follows a link to it. */
import { useMemo, type ReactNode } from 'react';
import { needsNewerApp } from '@communitrak/replica/queries/newer.ts';
import { requestDetail } from '@communitrak/replica/queries/requests.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { DeliveryBadge } from '../../kit/DeliveryBadge.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { Page } from '../../kit/Page.tsx';
import { requestPaths, useRequestId } from './paths.ts';
import { RequestNumber } from './RequestMarks.tsx';
import { RequestPane } from './RequestPane.tsx';
import { RequestPrint } from './RequestPrint.tsx';
import './requests.css';

export function RequestScreen(): ReactNode {
  const t = useText();
  const replica = useReplica();
  const at = useAt();
  const id = useRequestId();
  const detail = useQuery(useMemo(() => requestDetail(replica, id), [replica, id]));
  const back = { to: at(requestPaths.list), label: t('requests.detail.back') };
  if (detail === undefined) {
    return (
      <Page title={t('requests.detail.one')} back={back} quietTitle>
        <Skeleton rows={5} />
      </Page>
    );
  }
  if (detail === null) return <NotShown id={id} back={back} />;
  return (
    <Page
      title={detail.title}
      back={back}
      subtitle={
        <span className="rq-headline">
          <RequestNumber number={detail.number} />
          <DeliveryBadge state={detail.delivery} />
        </span>
      }
      actions={<RequestPrint detail={detail} />}
    >
      <RequestPane key={detail.id} detail={detail} level="h2" />
    </Page>
  );
}

interface NotShownProps {
  readonly id: string;
  readonly back: { readonly to: string; readonly label: string };
}

/** Not on this device; or there, and written by a newer app than this one. */
function NotShown({ id, back }: NotShownProps): ReactNode {
  const t = useText();
  const replica = useReplica();
  const newer = useQuery(useMemo(() => needsNewerApp(replica, id), [replica, id])) === true;
  const title = t(newer ? 'requests.detail.newer.title' : 'requests.detail.notHere.title');
  return (
    <Page title={title} back={back} quietTitle>
      <EmptyState
        title={title}
        text={t(newer ? 'requests.detail.newer.text' : 'requests.detail.notHere.text')}
      />
    </Page>
  );
}
