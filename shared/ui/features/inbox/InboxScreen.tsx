/**
 * Where the office works: every request, found and sorted, and the chosen one beside the list (on a phone, after it).
 * Keyboard first. What a request looks like is the requests feature's.
 */
import { useMemo, useRef, type ReactNode, type Ref } from 'react';
import { requestDetail } from '@communitrak/replica/queries/requests.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { DeliveryBadge } from '../../kit/DeliveryBadge.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { useKeys } from '../../kit/Keys.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { DetailPane } from '../../kit/master-detail/DetailPane.tsx';
import { Page } from '../../kit/Page.tsx';
import { SearchField } from '../../kit/SearchField.tsx';
import { useIsDesk } from '../../kit/use-media.ts';
import { RequestNumber, RequestPane } from '../requests/index.ts';
import { InboxFilters, InboxTools } from './InboxFilters.tsx';
import { InboxList } from './InboxList.tsx';
import { inboxPaths } from './paths.ts';
import { useInbox, type Inbox } from './use-inbox.ts';
import './inbox.css';

export function InboxScreen(): ReactNode {
  const inbox = useInbox();
  const desk = useIsDesk();
  const search = useRef<HTMLInputElement>(null);
  useInboxKeys(inbox, search);
  if (desk) return <DeskInbox inbox={inbox} search={search} />;
  return inbox.chosen === '' ? <PhoneList inbox={inbox} search={search} /> : <PhoneDetail inbox={inbox} />;
}

function useInboxKeys(inbox: Inbox, search: React.RefObject<HTMLInputElement | null>): void {
  const t = useText();
  const { pointed, chosen } = inbox;
  const back = (): void => {
    const field = document.activeElement;
    // The first Escape leaves the field one writes in, the next leaves the request.
    if (field instanceof HTMLElement && field.matches('input, textarea, select')) return field.blur();
    if (chosen !== '') inbox.close();
  };
  useKeys([
    { key: 'j', label: t('inbox.keys.down'), run: () => inbox.move(1) },
    { key: 'k', label: t('inbox.keys.up'), run: () => inbox.move(-1) },
    { key: 'Enter', label: t('inbox.keys.open'), run: () => pointed !== '' && inbox.open(pointed) },
    { key: 'Escape', label: t('inbox.keys.back'), run: back },
    { key: '/', label: t('inbox.keys.search'), run: () => search.current?.focus() },
  ]);
}

interface PartProps {
  readonly inbox: Inbox;
  readonly search: Ref<HTMLInputElement>;
}

function Search({ inbox, search }: PartProps): ReactNode {
  const t = useText();
  return (
    <SearchField
      label={t('inbox.search')}
      placeholder={t('inbox.search.hint')}
      value={inbox.filter.q}
      onChange={(q) => inbox.set({ q })}
      onLeave={(key) => inbox.fromSearch(key === 'Enter')}
      ref={search}
    />
  );
}

function Count({ inbox }: { readonly inbox: Inbox }): ReactNode {
  const t = useText();
  return (
    <output className="ct-hidden">
      {inbox.view === undefined ? '' : t('inbox.count', { count: inbox.view.rows.length })}
    </output>
  );
}

function DeskInbox({ inbox, search }: PartProps): ReactNode {
  const t = useText();
  return (
    <Page
      title={t('inbox.title')}
      width="split"
      actions={<InboxTools inbox={inbox} search={<Search inbox={inbox} search={search} />} />}
    >
      <InboxFilters inbox={inbox} />
      <Count inbox={inbox} />
      <div className="ib-split">
        <div className="ib-list">
          <InboxList inbox={inbox} boxed />
        </div>
        <section className="ib-detail" aria-label={t('inbox.detail')}>
          {inbox.chosen === '' ? <Choose inbox={inbox} /> : <DeskDetail key={inbox.chosen} inbox={inbox} />}
        </section>
      </div>
    </Page>
  );
}

/** Nothing to choose from needs no hint how. */
function Choose({ inbox }: { readonly inbox: Inbox }): ReactNode {
  const t = useText();
  if ((inbox.view?.rows.length ?? 0) === 0) return null;
  return <EmptyState title={t('inbox.choose.title')} text={t('inbox.choose.text')} />;
}

function useChosen(id: string) {
  const replica = useReplica();
  return useQuery(useMemo(() => requestDetail(replica, id), [replica, id]));
}

function DeskDetail({ inbox }: { readonly inbox: Inbox }): ReactNode {
  const t = useText();
  const detail = useChosen(inbox.chosen);
  if (detail === undefined) return <Skeleton rows={4} />;
  if (detail === null) {
    return <EmptyState title={t('requests.detail.notHere.title')} text={t('requests.detail.notHere.text')} />;
  }
  return (
    <DetailPane
      title={detail.title}
      listTitle={t('inbox.title')}
      above={
        <span className="rq-headline">
          <RequestNumber number={detail.number} />
          <DeliveryBadge state={detail.delivery} />
        </span>
      }
      closeLabel={t('inbox.keys.back')}
      onClose={inbox.close}
      asked={inbox.asked}
      row={pointedRow}
    >
      <RequestPane detail={detail} level="h3" />
    </DetailPane>
  );
}

function pointedRow(): HTMLElement | null {
  return document.querySelector<HTMLElement>('.ib-list a[data-pointed]');
}

function PhoneList({ inbox, search }: PartProps): ReactNode {
  const t = useText();
  return (
    <Page title={t('inbox.title')}>
      <InboxTools inbox={inbox} search={<Search inbox={inbox} search={search} />} />
      <InboxFilters inbox={inbox} />
      <Count inbox={inbox} />
      <div className="ct-box">
        <InboxList inbox={inbox} boxed={false} />
      </div>
    </Page>
  );
}

function PhoneDetail({ inbox }: { readonly inbox: Inbox }): ReactNode {
  const t = useText();
  const at = useAt();
  const detail = useChosen(inbox.chosen);
  const query = inbox.linkTo('').split('?')[1];
  const list = at(inboxPaths.list);
  const back = { to: query === undefined ? list : `${list}?${query}`, label: t('inbox.title') };
  if (detail === undefined || detail === null) {
    return (
      <Page title={t('requests.detail.one')} back={back} quietTitle>
        {detail === undefined ? (
          <Skeleton rows={5} />
        ) : (
          <EmptyState title={t('requests.detail.notHere.title')} text={t('requests.detail.notHere.text')} />
        )}
      </Page>
    );
  }
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
    >
      <RequestPane key={detail.id} detail={detail} level="h2" />
    </Page>
  );
}
