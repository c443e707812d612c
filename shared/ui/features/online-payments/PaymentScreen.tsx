/** One online payment: what it is, what it paid, what happened to it, where it stands in the books; and giving it back. */
import { useMemo, useState, type ReactNode } from 'react';
import { useParams } from 'react-router';
import { isOffice } from '@communitrak/domain/core/principal.ts';
import { paymentView, type PaymentView } from '@communitrak/replica/queries/payment-office.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Button, LinkButton } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Page } from '../../kit/Page.tsx';
import { PaidCharges, InBooks } from './PaymentEntries.tsx';
import { PaymentFacts } from './PaymentFacts.tsx';
import { onlinePaths } from './paths.ts';
import { STATE_TEXT } from './payment-words.ts';
import { refundable } from './refundable.ts';
import { Refunds } from './Refunds.tsx';
import { RefundSheet } from './RefundSheet.tsx';
import { StateTag } from './StateTag.tsx';
import { TimeLine } from './TimeLine.tsx';
import { homeOf } from './use-payment-columns.tsx';
import './online-payments.css';

export function PaymentScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  const formats = useFormats();
  const replica = useReplica();
  const { id = '' } = useParams();
  const view = useQuery(useMemo(() => paymentView(replica, id), [replica, id]));
  const title =
    view === undefined || view === null
      ? t('onlinePayments.one')
      : t('onlinePayments.one.title', {
          amount: formats.money({ cents: view.payment.body.cents, currency: view.payment.body.currency }),
          home: homeOf(view),
        });
  return (
    <Page
      title={title}
      width="list"
      back={{ to: at(onlinePaths.list), label: t('onlinePayments.title') }}
      primary={view === undefined || view === null ? undefined : <RefundButton view={view} />}
    >
      {view === undefined ? <Skeleton rows={6} /> : null}
      {view === null ? (
        <EmptyState title={t('onlinePayments.gone')} text={t('onlinePayments.gone.text')} />
      ) : null}
      {view === undefined || view === null ? null : <One view={view} />}
    </Page>
  );
}

function One({ view }: { readonly view: PaymentView }): ReactNode {
  const t = useText();
  return (
    <>
      <div className="op-state" aria-live="polite">
        <StateTag state={view.state} />
        <p>{t(STATE_TEXT[view.state])}</p>
      </div>
      <NotEntered view={view} />
      <PaymentFacts view={view} />
      <PaidCharges view={view} />
      <TimeLine view={view} />
      <Refunds view={view} />
      <InBooks view={view} />
    </>
  );
}

/** The money came in and the books would not take it. */
function NotEntered({ view }: { readonly view: PaymentView }): ReactNode {
  const t = useText();
  const at = useAt();
  const { unposted } = view.payment.body.outcome;
  if (unposted === undefined) return null;
  return (
    <Notice
      tone="needs"
      title={t('onlinePayments.unposted.title')}
      actions={<LinkButton to={at(onlinePaths.exceptions)}>{t('onlinePayments.exceptions')}</LinkButton>}
    >
      {t(
        unposted.detail === 'body.posted' ? 'onlinePayments.unposted.locked' : 'onlinePayments.unposted.text',
      )}
    </Notice>
  );
}

/** For the office; where nothing can be given back, pressing it says why. */
function RefundButton({ view }: { readonly view: PaymentView }): ReactNode {
  const t = useText();
  const { principal } = useReplica();
  const [open, setOpen] = useState(false);
  if (!isOffice(principal)) return null;
  const can = refundable(
    view.payment.body,
    view.refunds.map(({ refund }) => refund.body),
  );
  return (
    <>
      <Button why={can.why === undefined ? undefined : t(can.why)} onClick={() => setOpen(true)}>
        {t('onlinePayments.refund')}
      </Button>
      {open ? <RefundSheet view={view} mostCents={can.mostCents} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
