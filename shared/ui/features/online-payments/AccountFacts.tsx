/** What is known of the association's account at Stripe: where payouts go, what Stripe calls it; and who handles the money. */
import type { ReactNode } from 'react';
import type { PaymentAccountBody } from '@communitrak/domain/payments/index.ts';
import { Text, useText } from '../../i18n/Text.tsx';
import { Facts } from '../../kit/Facts.tsx';
import { Section } from '../../kit/Page.tsx';
import { tailWords } from './gateway-words.ts';

const PROCESSOR = 'https://stripe.com/payments';

export function AccountFacts({ account }: { readonly account: PaymentAccountBody }): ReactNode {
  const t = useText();
  const { external } = account;
  return (
    <Section title={t('onlinePayments.account.title')}>
      <Facts
        facts={[
          {
            label: t('onlinePayments.account.payout'),
            value:
              external === null
                ? t('onlinePayments.account.payout.none')
                : `${tailWords(external, t)} (${t(external.kind === 'card' ? 'onlinePayments.account.debit' : 'onlinePayments.account.bank')})`,
          },
          {
            label: t('onlinePayments.account.id'),
            value: <code className="op-id">{account.account}</code>,
          },
        ]}
      />
      <p className="ct-soft ct-small">
        <Text
          id="onlinePayments.processor"
          values={{
            a: (parts) => (
              <a href={PROCESSOR} target="_blank" rel="noreferrer">
                {parts}
              </a>
            ),
          }}
        />
      </p>
    </Section>
  );
}
