/** What stands in the place of content: empty, loading with a true count, long work, a fault, in Spanish. */
import type { ReactNode } from 'react';
import { IconCoin } from '@tabler/icons-react';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { FaultState } from '../../kit/states/FaultState.tsx';
import { LongWork } from '../../kit/states/LongWork.tsx';
import type { CataloguePage } from '../catalogue-page.ts';
import { InSpanish } from '../InSpanish.tsx';
import { LONG_DETAIL, STATE_WORDS } from './state-words.ts';

const RETRY_MS = 1500;
const retry = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, RETRY_MS));
const nothing = (): void => undefined;

const Empty = (): ReactNode => (
  <EmptyState
    icon={<IconCoin />}
    title={STATE_WORDS.emptyTitle}
    text={STATE_WORDS.emptyText}
    action={<Button kind="primary">{STATE_WORDS.emptyAct}</Button>}
  />
);
const Loading = (): ReactNode => <Skeleton count={{ done: 412, total: 3870 }} />;

function Work(): ReactNode {
  const shared = { title: STATE_WORDS.workTitle, text: STATE_WORDS.workText, onStop: nothing };
  return (
    <>
      <LongWork {...shared} progress={{ done: 412, total: 3870 }} />
      <LongWork {...shared} progress={{ done: 412 }} />
      <LongWork {...shared} progress={undefined} />
    </>
  );
}

const Fault = (): ReactNode => (
  <FaultState
    title={STATE_WORDS.faultTitle}
    text={STATE_WORDS.faultText}
    onRetry={retry}
    actions={<Button>{STATE_WORDS.other}</Button>}
    detail={LONG_DETAIL.split('\n')[0] ?? ''}
  />
);
const Overfull = (): ReactNode => (
  <>
    <FaultState
      title={STATE_WORDS.long}
      text={STATE_WORDS.faultText.repeat(3)}
      onRetry={retry}
      detail={LONG_DETAIL}
    />
    <LongWork
      title={STATE_WORDS.long}
      progress={{ done: 999_999_999_999, total: 999_999_999_999 }}
      onStop={nothing}
    />
  </>
);
const Spanish = (): ReactNode => (
  <InSpanish>
    <Fault />
    <Work />
    <Loading />
  </InSpanish>
);

export const statesPage: CataloguePage = {
  id: 'states',
  title: 'Empty, loading, fault',
  about: 'Empty teaches and offers one act. Loading counts truly. A fault says what, why and what to do.',
  states: [
    { id: 'empty', title: 'Empty', Draw: Empty },
    { id: 'loading', title: 'Loading', Draw: Loading },
    { id: 'work', title: 'Long work', Draw: Work },
    { id: 'fault', title: 'Fault', Draw: Fault },
    { id: 'overfull', title: 'Overfull', Draw: Overfull },
    { id: 'spanish', title: 'Spanish', Draw: Spanish },
  ],
};
