/** What a payment is: who pays what, with what, what it costs whom; and what Stripe calls it. */
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { quote, refundedOf } from '@communitrak/domain/payments/index.ts';
import type { PaymentView } from '@communitrak/replica/queries/payment-office.ts';
import { useAt } from '../../app/paths.ts';
import { useText, type Say } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Facts, type Fact } from '../../kit/Facts.tsx';
import { Section } from '../../kit/Page.tsx';
import { tailWords } from './gateway-words.ts';
import { onlinePaths } from './paths.ts';
import { KIND_WORDS, PAYER_WORDS } from './payment-words.ts';

function gatewayFacts({ payment }: PaymentView, t: Say): readonly Fact[] {
  const { intent = '', charge = '', session = '' } = payment.body.outcome.gateway ?? {};
  const named = [
    ['onlinePayments.gateway.intent', intent],
    ['onlinePayments.gateway.charge', charge],
    ['onlinePayments.gateway.session', session],
  ] as const;
  return named
    .filter(([, id]) => id !== '')
    .map(([label, id]) => ({ label: t(label), value: <code className="op-id">{id}</code> }));
}

export function PaymentFacts({ view }: { readonly view: PaymentView }): ReactNode {
  const t = useText();
  const at = useAt();
  const formats = useFormats();
  const { household, cents, kind, feePayer, feeCents, totalCents, currency, outcome } = view.payment.body;
  const money = (amount: number): ReactNode => (
    <span className="ct-numbers">{formats.money({ cents: amount, currency })}</span>
  );
  const refunded = refundedOf(outcome);
  const gateway = gatewayFacts(view, t);
  return (
    <>
      <Facts
        facts={[
          {
            label: t('onlinePayments.column.household'),
            value: (
              <Link to={at(onlinePaths.account(household))}>{view.name || t('onlinePayments.account')}</Link>
            ),
          },
          {
            label: t('onlinePayments.column.with'),
            value: outcome.paidWith === undefined ? t(KIND_WORDS[kind]) : tailWords(outcome.paidWith, t),
          },
          { label: t('onlinePayments.column.amount'), value: money(cents) },
          { label: t(PAYER_WORDS[feePayer]), value: money(feeCents) },
          { label: t('onlinePayments.column.total'), value: money(totalCents) },
          { label: t('onlinePayments.column.net'), value: money(quote(cents, kind, feePayer).netCents) },
          ...(refunded === 0 ? [] : [{ label: t('onlinePayments.column.refunded'), value: money(refunded) }]),
        ]}
      />
      {gateway.length === 0 ? null : (
        <details className="ct-details op-apart">
          <summary>{t('onlinePayments.gateway')}</summary>
          <Section text={t('onlinePayments.gateway.text')}>
            <Facts facts={gateway} />
          </Section>
        </details>
      )}
    </>
  );
}
