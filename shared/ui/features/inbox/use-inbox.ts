/** The inbox's state: filters in the URL, rows from the replica, the chosen request in the path, the pointed row. */
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { requestRows } from '@communitrak/replica/queries/requests.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useNow } from '../../kit/use-now.ts';
import { localDate, useKept, useRequestId } from '../requests/index.ts';
import { filterFromUrl, filterToUrl, inboxView, type InboxFilter, type InboxView } from './inbox-filter.ts';
import { inboxPaths } from './paths.ts';
import { movePointer } from './pointer.ts';

export interface Inbox {
  readonly filter: InboxFilter;
  readonly set: (part: Partial<InboxFilter>) => void;
  /** Undefined until the first answer. */
  readonly view: InboxView | undefined;
  /** Today by this device's calendar. */
  readonly today: string;
  /** `request:<local>`; '' when none is open. */
  readonly chosen: string;
  readonly pointed: string;
  readonly linkTo: (id: string) => string;
  readonly open: (id: string) => void;
  /** The open request was opened here, not by a link. */
  readonly asked: boolean;
  /** From the search on to the first that was found; `open` opens it. */
  readonly fromSearch: (open: boolean) => void;
  readonly close: () => void;
  /** Moves the pointer; a request already open beside the list follows it. */
  readonly move: (by: 1 | -1) => void;
}

function useInboxView(filter: InboxFilter, today: string): InboxView | undefined {
  const replica = useReplica();
  const q = useDeferredValue(filter.q);
  const query = useMemo(
    () => requestRows(replica, { scope: 'all', ...(q === '' ? {} : { search: q }) }),
    [replica, q],
  );
  const found = useKept(useQuery(query), replica.session.id)?.rows;
  const member = replica.principal.member;
  const { status, kind, assignee, overdue, sort } = filter;
  return useMemo(
    () => found && inboxView(found, { status, kind, assignee, overdue, sort, q: '' }, { member, today }),
    [found, status, kind, assignee, overdue, sort, member, today],
  );
}

/** Where the pointed row stands while it is in the list; where it stood once it has left it. */
function useLastPlace(view: InboxView | undefined, pointed: string): RefObject<number> {
  const last = useRef(0);
  useEffect(() => {
    const at = view?.rows.findIndex((row) => row.id === pointed) ?? -1;
    if (at >= 0) last.current = at;
  }, [view, pointed]);
  return last;
}

const idsOf = (view: InboxView | undefined): readonly string[] => view?.rows.map((row) => row.id) ?? [];

function focusPointed(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.ib-list a[data-pointed]')?.focus());
}

export function useInbox(): Inbox {
  const at = useAt();
  const navigate = useNavigate();
  const chosen = useRequestId();
  const [params, setParams] = useSearchParams();
  const filter = useMemo(() => filterFromUrl(params), [params]);
  const today = localDate(useNow());
  const view = useInboxView(filter, today);
  const [pointer, setPointer] = useState('');
  const pointed = chosen === '' ? pointer : chosen;
  const last = useLastPlace(view, pointed);
  const query = params.size === 0 ? '' : `?${params.toString()}`;
  const linkTo = useCallback((id: string) => `${at(inboxPaths.one(id))}${query}`, [at, query]);
  const [opened, setOpened] = useState('');
  const open = (id: string): void => {
    setPointer(id);
    setOpened(id);
    // One step of history for "a request is open", however many are looked at: back returns to the list.
    void navigate(linkTo(id), { replace: chosen !== '' });
  };
  const move = (by: 1 | -1): void => {
    const next = movePointer(idsOf(view), pointed, last.current, by);
    if (next === '' || next === pointed) return;
    setPointer(next);
    if (chosen !== '') open(next);
  };
  const close = (): void => {
    setPointer(chosen);
    void navigate(`${at(inboxPaths.list)}${query}`, { replace: true });
  };
  const set = (part: Partial<InboxFilter>) =>
    setParams(filterToUrl({ ...filter, ...part }, params), { replace: true });
  const fromSearch = (opens: boolean): void => {
    const first = view?.rows[0]?.id ?? '';
    if (opens && first !== '') return open(first);
    setPointer(first);
    focusPointed();
  };
  const moves = { open, fromSearch, close, move };
  return { filter, set, view, today, chosen, pointed, linkTo, asked: opened === chosen, ...moves };
}
