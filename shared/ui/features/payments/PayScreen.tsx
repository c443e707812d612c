/** Paying what a home owes: which charges, how, and a last look before anything is sent. */
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { IconCircleCheck } from '@tabler/icons-react';
import type { MyPayments } from '@communitrak/replica/queries/payments.ts';
import { useAt } from '../../app/paths.ts';
import { useText } from '../../i18n/Text.tsx';
import { LinkButton } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { useDraft } from '../../kit/form/use-draft.ts';
import { Skeleton } from '../../kit/Loading.tsx';
import { HomeScreen } from './HomeScreen.tsx';
import { paymentPaths } from './paths.ts';
import { firstForm, openItems, parsePayForm, payableItems, type Payable } from './pay-form.ts';
import { PayForm } from './PayForm.tsx';
import { PendingRows } from './PendingRows.tsx';
import type { PayingHome } from './use-paying.ts';

export function PayScreen(): ReactNode {
  const t = useText();
  return (
    <HomeScreen title={t('payments.pay.title')} path={paymentPaths.pay}>
      {(home, paying) => <PayHome key={home.view.household} home={home} paying={paying} />}
    </HomeScreen>
  );
}

interface PayHomeProps {
  readonly home: PayingHome;
  readonly paying: MyPayments;
}

function PayHome({ home, paying }: PayHomeProps): ReactNode {
  const { view, payments } = home;
  const [search] = useSearchParams();
  const charge = search.get('charge') ?? '';
  const key = `pay:${view.household}${charge === '' ? '' : `:${charge}`}`;
  const draft = useDraft(key, parsePayForm);
  const items = openItems(
    view,
    payments.rows.map(({ payment }) => payment),
  );
  const payable: Payable = { items, methods: payments.methods, settings: paying.settings };
  if (payableItems(items).length === 0) return <NothingToPay home={home} />;
  if (draft === undefined) return <Skeleton rows={5} />;
  return <PayForm home={home} payable={payable} first={firstForm(payable, charge)} draft={draft} />;
}

/** All is paid, or all of it is on its way. */
function NothingToPay({ home }: Pick<PayHomeProps, 'home'>): ReactNode {
  const t = useText();
  const at = useAt();
  const isOnItsWay = home.view.account.openCents > 0;
  return (
    <>
      <PendingRows home={home} />
      <EmptyState
        icon={<IconCircleCheck />}
        title={t(isOnItsWay ? 'payments.pay.onItsWay' : 'payments.pay.nothing')}
        text={t(isOnItsWay ? 'payments.pay.onItsWay.text' : 'payments.pay.nothing.text')}
        action={<LinkButton to={at(paymentPaths.list)}>{t('payments.see')}</LinkButton>}
      />
    </>
  );
}
