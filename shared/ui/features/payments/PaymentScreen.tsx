/** One payment: how it stands and what to do, what has happened to it, what it pays, its receipt. */
import { useEffect, type ReactNode } from 'react';
import { useParams } from 'react-router';
import { IconCreditCard } from '@tabler/icons-react';
import { makeId } from '@communitrak/domain/core/ids.ts';
import type { PaymentRow } from '@communitrak/replica/queries/payments.ts';
import { syncNow } from '@communitrak/replica/status/sync-status.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useReading } from '../../app/unread/use-unread.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { Page, Section } from '../../kit/Page.tsx';
import { ChargeList } from './ChargeList.tsx';
import { StripeNote } from './Marks.tsx';
import { NotAccepted } from './NotAccepted.tsx';
import { paymentPaths } from './paths.ts';
import { PaymentFacts } from './PaymentFacts.tsx';
import { PaymentNow } from './PaymentNow.tsx';
import { PaymentTimeline } from './PaymentTimeline.tsx';
import { ReceiptButton } from './ReceiptButton.tsx';
import { StateTag } from './StateTag.tsx';
import { homeOf, nameOf, useMyAccounts, useMyPayments, type PayingHome } from './use-paying.ts';
import './payments.css';

export function PaymentScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  const { id: local = '' } = useParams();
  const id = makeId('payment', local);
  const paying = useMyPayments();
  const views = useMyAccounts();
  const back = { to: at(paymentPaths.list), label: t('payments.title') };
  if (paying === undefined || views === undefined)
    return (
      <Page title={t('payments.one')} width="text" back={back}>
        <Skeleton rows={6} />
      </Page>
    );
  const row = paying.homes.flatMap(({ rows }) => rows).find(({ payment }) => payment.id === id);
  const view = views.find(({ household }) => household === row?.payment.body.household);
  const refused = paying.refused.find((one) => one.id === id);
  return (
    <>
      {row === undefined || view === undefined ? (
        <Page title={t('payments.one')} width="text" back={back}>
          {refused === undefined ? <NotMine /> : <NotAccepted refused={refused} />}
        </Page>
      ) : (
        <OnePayment key={id} row={row} home={homeOf(paying, view)} back={back} />
      )}
    </>
  );
}

/** Another household's, one that is not here, or none: told the same. */
function NotMine(): ReactNode {
  const t = useText();
  return (
    <EmptyState
      icon={<IconCreditCard />}
      title={t('payments.notMine.title')}
      text={t('payments.notMine.text')}
    />
  );
}

interface OneProps {
  readonly row: PaymentRow;
  readonly home: PayingHome;
  readonly back: { readonly to: string; readonly label: string };
}

function OnePayment({ row, home, back }: OneProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const replica = useReplica();
  const { payment, shown } = row;
  const { body } = payment;
  useReading(payment.id);
  // Whoever comes here, from the gateway's page above all, wants to know how it stands now.
  useEffect(() => syncNow(replica), [replica]);
  return (
    <Page
      title={t('payments.one.title', {
        amount: formats.money({ cents: body.totalCents, currency: body.currency }),
      })}
      subtitle={
        <>
          {nameOf(home.view)} <StateTag shown={shown} />
        </>
      }
      width="text"
      back={back}
      actions={<ReceiptButton row={row} home={home} />}
    >
      <PaymentNow row={row} home={home} />
      <Section title={t('payments.one.what')} boxed>
        <ChargeList charges={body.charges} view={home.view} />
      </Section>
      <PaymentFacts row={row} home={home} />
      <Section title={t('payments.one.steps')}>
        <PaymentTimeline payment={payment} zone={home.view.rules.zone} />
      </Section>
      <StripeNote />
    </Page>
  );
}
