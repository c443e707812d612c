/** Autopay of a home: off with what it would do, or on with what it will draft, when, and how to change or end it. */
import { useMemo, type ReactNode } from 'react';
import type { MyPayments } from '@communitrak/replica/queries/payments.ts';
import { homeAutopay } from '@communitrak/replica/queries/autopay.ts';
import { useReplica } from '../../../app/context.ts';
import { useReading } from '../../../app/unread/use-unread.ts';
import { useQuery } from '../../../app/use-query.ts';
import { useText } from '../../../i18n/Text.tsx';
import { Skeleton } from '../../../kit/Loading.tsx';
import { HomeScreen } from '../HomeScreen.tsx';
import { StripeNote } from '../Marks.tsx';
import { paymentPaths } from '../paths.ts';
import type { PayingHome } from '../use-paying.ts';
import { unreadAutopay } from './autopay-news.ts';
import { AutopayOff } from './AutopayOff.tsx';
import { AutopayOn } from './AutopayOn.tsx';

export function AutopayScreen(): ReactNode {
  const t = useText();
  return (
    <HomeScreen title={t('payments.autopay')} path={paymentPaths.autopay}>
      {(home, paying) => <HomeAutopay key={home.view.household} home={home} paying={paying} />}
    </HomeScreen>
  );
}

function HomeAutopay(props: { readonly home: PayingHome; readonly paying: MyPayments }): ReactNode {
  const { home, paying } = props;
  const { household } = home.view;
  const replica = useReplica();
  const state = useQuery(useMemo(() => homeAutopay(replica, household), [replica, household]));
  if (state === undefined) return <Skeleton rows={5} />;
  const { autopay } = state;
  return (
    <>
      <News household={household} />
      {autopay?.body.on === true ? (
        <AutopayOn home={home} paying={paying} state={state} autopay={autopay} />
      ) : (
        <AutopayOff home={home} paying={paying} state={state} />
      )}
      <StripeNote />
    </>
  );
}

/** What autopay has told of is read by whoever sees this screen. */
function News({ household }: { readonly household: string }): ReactNode {
  const replica = useReplica();
  const news = useQuery(useMemo(() => unreadAutopay(replica), [replica]));
  const path = paymentPaths.autopay(household);
  return news
    ?.filter((item) => item.path === path)
    .map(({ thread }) => <Seen key={thread} thread={thread} />);
}

function Seen({ thread }: { readonly thread: string }): ReactNode {
  useReading(thread);
  return null;
}
