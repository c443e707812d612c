/** One payout, line by line, each matched to the payment, refund or fee it is; and whether the lines add up to it. */
import { useMemo, type ReactNode } from 'react';
import { useParams } from 'react-router';
import type { WholePayout } from '@communitrak/domain/payments/index.ts';
import { payouts, type Payouts } from '@communitrak/replica/queries/payment-account.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { StatusTag } from '../../kit/DeliveryBadge.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Facts } from '../../kit/Facts.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Page } from '../../kit/Page.tsx';
import { DateText, Money } from '../../kit/Values.tsx';
import { failureWords, tailWords } from './gateway-words.ts';
import { onlinePaths } from './paths.ts';
import { PayoutLines } from './PayoutLines.tsx';
import { payoutLocal } from './payout-rows.ts';
import { PAYOUT_LOOKS, PAYOUT_WORDS } from './payout-words.ts';
import './online-payments.css';

export function PayoutScreen(): ReactNode {
  const t = useText();
  const at = useAt();
  const formats = useFormats();
  const replica = useReplica();
  const { id = '' } = useParams();
  const found = useQuery(useMemo(() => payouts(replica), [replica]));
  const payout = found?.payouts.find((one) => payoutLocal(one) === id);
  return (
    <Page
      title={
        payout === undefined
          ? t('onlinePayments.payout')
          : t('onlinePayments.payout.title', {
              amount: formats.money({ cents: payout.body.cents, currency: payout.body.currency }),
              date: formats.date(payout.body.arrives),
            })
      }
      width="table"
      back={{ to: at(onlinePaths.payouts), label: t('onlinePayments.payouts') }}
      trail={[{ to: at(onlinePaths.list), label: t('onlinePayments.title') }]}
    >
      {found === undefined ? <Skeleton rows={6} /> : null}
      {found !== undefined && payout === undefined ? (
        <EmptyState title={t('onlinePayments.payout.gone')} text={t('onlinePayments.gone.text')} />
      ) : null}
      {found === undefined || payout === undefined ? null : <One found={found} payout={payout} />}
    </Page>
  );
}

function One({ found, payout }: { readonly found: Payouts; readonly payout: WholePayout }): ReactNode {
  const t = useText();
  const { state, destination, gateway, created, failure, failedOn } = payout.body;
  return (
    <>
      {state === 'failed' ? (
        <Notice tone="needs" title={t('onlinePayments.payout.failed')}>
          {t('onlinePayments.payout.failed.text', { reason: failureWords([failure], t) })}
        </Notice>
      ) : null}
      <Facts
        facts={[
          {
            label: t('onlinePayments.column.state'),
            value: <StatusTag {...PAYOUT_LOOKS[state]}>{t(PAYOUT_WORDS[state])}</StatusTag>,
          },
          {
            label: t('onlinePayments.payout.to'),
            value: destination === null ? t('onlinePayments.account.payout.none') : tailWords(destination, t),
          },
          { label: t('onlinePayments.payout.created'), value: <DateText at={created} /> },
          ...(failedOn === ''
            ? []
            : [{ label: t('onlinePayments.payout.failedOn'), value: <DateText at={failedOn} /> }]),
          { label: t('onlinePayments.gateway.payout'), value: <code className="op-id">{gateway}</code> },
        ]}
      />
      <div className="op-apart">
        <Foots payout={payout} />
      </div>
      <PayoutLines found={found} payout={payout} />
    </>
  );
}

/** In words, with the sum: an office that reconciles wants to see it said. */
function Foots({ payout }: { readonly payout: WholePayout }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { isWhole, differenceCents, body } = payout;
  const money = (cents: number): string => formats.money({ cents, currency: body.currency });
  if (!isWhole)
    return (
      <Notice title={t('onlinePayments.payout.parts')}>
        <p>{t('onlinePayments.payout.parts.text')}</p>
      </Notice>
    );
  if (differenceCents === 0)
    return (
      <Notice
        tone="done"
        title={t('onlinePayments.payout.foots', { count: body.lines.length, amount: money(body.cents) })}
      />
    );
  return (
    <Notice tone="needs" title={t('onlinePayments.payout.differs', { amount: money(differenceCents) })}>
      <p>
        {t('onlinePayments.payout.differs.text')}{' '}
        <Money amount={{ cents: body.cents + differenceCents, currency: body.currency }} />
      </p>
    </Notice>
  );
}
