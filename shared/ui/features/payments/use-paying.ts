/** What screens of paying read: the member's payments, their homes' accounts, and whether there is a connection. */
import { useMemo } from 'react';
import { useParams } from 'react-router';
import { myAccounts, type AccountView } from '@communitrak/replica/queries/account-view.ts';
import { myPayments, type HomePayments, type MyPayments } from '@communitrak/replica/queries/payments.ts';
import { syncStatus } from '@communitrak/replica/status/sync-status.ts';
import { useReplica } from '../../app/context.ts';
import { useQuery } from '../../app/use-query.ts';

export function useMyPayments(): MyPayments | undefined {
  const replica = useReplica();
  return useQuery(useMemo(() => myPayments(replica), [replica]));
}

export function useMyAccounts(): readonly AccountView[] | undefined {
  const replica = useReplica();
  return useQuery(useMemo(() => myAccounts(replica), [replica]));
}

/** False while the server was not reached at the last try: what only a connection can do is not offered then. */
export function useOnline(): boolean {
  const replica = useReplica();
  const status = useQuery(useMemo(() => syncStatus(replica), [replica]));
  return status?.connection === 'online';
}

export interface PayingHome {
  readonly view: AccountView;
  readonly payments: HomePayments;
}

const NONE: Omit<HomePayments, 'household'> = { rows: [], methods: [] };

export const homeOf = (paying: MyPayments, view: AccountView): PayingHome => ({
  view,
  payments: paying.homes.find(({ household }) => household === view.household) ?? {
    ...NONE,
    household: view.household,
  },
});

export const nameOf = ({ address, name }: AccountView): string => (address === '' ? name : address);

export interface Homes {
  readonly paying: MyPayments;
  readonly views: readonly AccountView[];
  /** The one that the address names, or the only one. */
  readonly home: PayingHome | undefined;
}

/** Undefined until both have been read. */
export function useHomes(): Homes | undefined {
  const { household } = useParams();
  const paying = useMyPayments();
  const views = useMyAccounts();
  if (paying === undefined || views === undefined) return undefined;
  const [only] = views.length === 1 ? views : [];
  const view = household === undefined ? only : views.find((one) => one.household === household);
  return { paying, views, home: view === undefined ? undefined : homeOf(paying, view) };
}
