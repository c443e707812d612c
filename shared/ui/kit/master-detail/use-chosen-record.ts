/**
 * Which record of a list is open, in the address: opening one keeps the list's own query (its filters and order), looking at
 * several is one step of history, and closing leads back to the list with its query. Knows no list.
 */
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { OpenHow } from '../table/use-row-focus.ts';

export interface ChosenRecord {
  /** '' when none is open. */
  readonly id: string;
  /** How often the member has asked for this one here: it takes the focus then. 0 when a link, or the list's keys, led to it. */
  readonly asked: number;
  /** While none is open, the one that was last: its row has the focus when the list comes back. */
  readonly returnTo: string;
  /** `follow`: the keys have gone on in the list, and stay there. */
  readonly open: (id: string, how: OpenHow) => void;
  readonly close: () => void;
  /** Address below `/app` that opens it, with the list's query. */
  readonly hrefOf: (id: string) => string;
  /** The list's, with its query. */
  readonly listHref: string;
}

interface Addresses {
  /** Of the record that is open now, '' for none. */
  readonly id: string;
  /** Address of the list below `/app`, without a query. */
  readonly list: string;
  readonly one: (id: string) => string;
}

interface Asked {
  readonly id: string;
  readonly times: number;
}

export function useChosenRecord({ id, list, one }: Addresses): ChosenRecord {
  const navigate = useNavigate();
  const { search } = useLocation();
  const [asked, setAsked] = useState<Asked>({ id: '', times: 0 });
  const returnTo = useLastOpen(id);
  const hrefOf = useCallback((record: string) => `${one(record)}${search}`, [one, search]);
  const listHref = `${list}${search}`;
  // A key that is pressed in the moment of a change means the query as it is then.
  const newest = useRef(search);
  useLayoutEffect(() => {
    newest.current = search;
  });
  return useMemo(
    () => ({
      id,
      asked: asked.id === id ? asked.times : 0,
      returnTo,
      hrefOf,
      listHref,
      open: (next, how) => {
        if (how === 'open') setAsked(({ times }) => ({ id: next, times: times + 1 }));
        // Back returns to the list, however many were looked at.
        if (next !== id) void navigate(`${one(next)}${newest.current}`, { replace: id !== '' });
      },
      close: () => void navigate(`${list}${newest.current}`, { replace: true }),
    }),
    [id, asked, returnTo, hrefOf, listHref, list, one, navigate],
  );
}

/** While none is open, the one that was last; a list beside an open record takes no focus by itself. */
function useLastOpen(id: string): string {
  const [last, setLast] = useState(id);
  if (id !== '' && id !== last) setLast(id);
  return id === '' ? last : '';
}
