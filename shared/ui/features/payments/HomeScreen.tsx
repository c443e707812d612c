/**
 * The frame of a screen that is about one home's paying: reads what it needs, lets whoever has several homes choose, and says
 * so where nothing can be paid.
 */
import type { ReactNode } from 'react';
import { IconHomeOff } from '@tabler/icons-react';
import type { MyPayments } from '@communitrak/replica/queries/payments.ts';
import { useAt } from '../../app/paths.ts';
import { useText } from '../../i18n/Text.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { List, ListRow } from '../../kit/ListRow.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { Page } from '../../kit/Page.tsx';
import { Money } from '../../kit/Values.tsx';
import { NotOpen } from './Marks.tsx';
import { paymentPaths } from './paths.ts';
import { nameOf, useHomes, type Homes, type PayingHome } from './use-paying.ts';
import './payments.css';

interface HomeScreenProps {
  readonly title: string;
  /** Of the screen for one home. */
  readonly path: (household: string) => string;
  /** Shown although nothing new can be paid. */
  readonly evenClosed?: boolean;
  readonly children: (home: PayingHome, paying: MyPayments) => ReactNode;
}

export function HomeScreen(props: HomeScreenProps): ReactNode {
  const t = useText();
  const at = useAt();
  const homes = useHomes();
  const { title } = props;
  const one = homes?.home;
  return (
    <Page
      title={title}
      width="text"
      back={{ to: at(paymentPaths.list), label: t('payments.title') }}
      {...(one === undefined ? {} : { subtitle: nameOf(one.view) })}
    >
      {homes === undefined ? <Skeleton rows={5} /> : <Content {...props} homes={homes} />}
    </Page>
  );
}

function Content(props: HomeScreenProps & { readonly homes: Homes }): ReactNode {
  const { homes, evenClosed = false, children } = props;
  const { paying, home } = homes;
  if (paying.status?.open !== true && !evenClosed) return <NotOpen />;
  return <>{home === undefined ? <ChooseHome {...props} /> : children(home, paying)}</>;
}

function ChooseHome({ homes, path, title }: HomeScreenProps & { readonly homes: Homes }): ReactNode {
  const t = useText();
  const at = useAt();
  if (homes.views.length < 2)
    return (
      <EmptyState
        icon={<IconHomeOff />}
        title={t('payments.noHome.title')}
        text={t('payments.noHome.text')}
      />
    );
  return (
    <div className="ct-box">
      <List label={title}>
        {homes.views.map((view) => (
          <ListRow
            key={view.household}
            to={at(path(view.household))}
            title={nameOf(view)}
            meta={
              <Money
                amount={{ cents: view.account.balanceCents, currency: view.rules.currency }}
                of="account"
              />
            }
          />
        ))}
      </List>
    </div>
  );
}
