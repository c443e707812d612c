/** My requests: what I or my household asked for, open or closed, found by any scrap. */
import { useDeferredValue, useMemo, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { IconClipboardText, IconPlus } from '@tabler/icons-react';
import { requestList } from '@communitrak/replica/queries/requests.ts';
import type { RequestRow } from '@communitrak/replica/queries/request-rows.ts';
import { syncStatus } from '@communitrak/replica/status/sync-status.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useUnread } from '../../app/unread/use-unread.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { Button, LinkButton } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { Page } from '../../kit/Page.tsx';
import { Segmented } from '../../kit/Segmented.tsx';
import { VirtualList } from '../../kit/VirtualList.tsx';
import { myFilterFromUrl, myFilterToUrl, type MyFilter } from './my-filter.ts';
import { requestPaths } from './paths.ts';
import { RequestRowLink } from './RequestRowLink.tsx';
import { SearchField } from '../../kit/SearchField.tsx';
import { isOpenStatus } from './request-words.ts';
import { useKept } from './use-kept.ts';
import './requests.css';

function useMyRequests(search: string): readonly RequestRow[] | undefined {
  const replica = useReplica();
  const q = useDeferredValue(search);
  const query = useMemo(
    () => requestList(replica, { scope: 'mine', ...(q === '' ? {} : { search: q }) }),
    [replica, q],
  );
  return useKept(useQuery(query), replica.session.id);
}

export function RequestsScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  const [params, setParams] = useSearchParams();
  const filter = myFilterFromUrl(params);
  const set = (part: Partial<MyFilter>): void =>
    setParams(myFilterToUrl({ ...filter, ...part }), { replace: true });
  const found = useMyRequests(filter.q);
  const open = found?.filter((row) => isOpenStatus(row.status));
  const closed = found?.filter((row) => !isOpenStatus(row.status));
  const rows = filter.show === 'open' ? open : closed;
  const nothing = found !== undefined && found.length === 0 && filter.q === '';
  return (
    <Page
      title={t('requests.list.title')}
      primary={
        <LinkButton kind="primary" to={at(requestPaths.new)} icon={<IconPlus aria-hidden />} full>
          {t('requests.report')}
        </LinkButton>
      }
    >
      {nothing ? null : <Tools filter={filter} set={set} open={open?.length} closed={closed?.length} />}
      <Found rows={rows}>
        <NoRequests filter={filter} nothing={nothing} onClear={() => set({ q: '' })} />
      </Found>
    </Page>
  );
}

/** The rows, a skeleton before the first answer, or the children where there are none. */
function Found(props: {
  readonly rows: readonly RequestRow[] | undefined;
  readonly children: ReactNode;
}): ReactNode {
  const t = useText();
  const at = useAt();
  const replica = useReplica();
  const status = useQuery(useMemo(() => syncStatus(replica), [replica]));
  const unread = useUnread();
  const { rows, children } = props;
  if (rows === undefined) return <Skeleton count={status?.firstSync} />;
  return (
    <>
      <output className="ct-hidden">{t('requests.list.count', { count: rows.length })}</output>
      {rows.length === 0 ? (
        children
      ) : (
        <div className="ct-box">
          <VirtualList
            label={t('requests.list.title')}
            items={rows}
            keyOf={(row) => row.id}
            estimate={72}
            row={(row) => (
              <RequestRowLink row={row} to={at(requestPaths.one(row.id))} unread={unread.has(row.id)} />
            )}
          />
        </div>
      )}
    </>
  );
}

interface ToolsProps {
  readonly filter: MyFilter;
  readonly set: (part: Partial<MyFilter>) => void;
  readonly open: number | undefined;
  readonly closed: number | undefined;
}

function Tools({ filter, set, open, closed }: ToolsProps): ReactNode {
  const t = useText();
  return (
    <div className="rq-tools">
      <Segmented
        label={t('requests.list.show')}
        value={filter.show}
        onChange={(show) => set({ show })}
        segments={[
          { value: 'open', label: t('requests.list.open'), count: open },
          { value: 'closed', label: t('requests.list.closed'), count: closed },
        ]}
      />
      <SearchField
        label={t('requests.list.search')}
        placeholder={t('requests.list.search')}
        value={filter.q}
        onChange={(q) => set({ q })}
      />
    </div>
  );
}

const EMPTY_WORDS = {
  nothing: ['requests.list.empty.title', 'requests.list.empty.text'],
  open: ['requests.list.noneOpen.title', 'requests.list.noneOpen.text'],
  closed: ['requests.list.noneClosed.title', 'requests.list.noneClosed.text'],
} as const;

function NoRequests(props: {
  readonly filter: MyFilter;
  readonly nothing: boolean;
  readonly onClear: () => void;
}): ReactNode {
  const t = useText();
  const { filter, nothing, onClear } = props;
  if (filter.q !== '') {
    return (
      <EmptyState
        title={t('requests.list.noneFound.title', { search: filter.q })}
        text={t('requests.list.noneFound.text')}
        action={<Button onClick={onClear}>{t('requests.list.clearSearch')}</Button>}
      />
    );
  }
  const [title, text] = EMPTY_WORDS[nothing ? 'nothing' : filter.show];
  return <EmptyState icon={<IconClipboardText />} title={t(title)} text={t(text)} />;
}
