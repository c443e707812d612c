/** What stands where money is paid: who handles the payment; or that paying is not possible here. */
import type { ReactNode } from 'react';
import { IconCreditCardOff } from '@tabler/icons-react';
import { Text, useText } from '../../i18n/Text.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';

export function StripeNote(): ReactNode {
  return (
    <p className="ct-soft py-note">
      <Text
        id="payments.stripe"
        values={{
          link: (words) => (
            <a href="https://stripe.com" target="_blank" rel="noreferrer">
              {words}
            </a>
          ),
        }}
      />
    </p>
  );
}

export function NotOpen(): ReactNode {
  const t = useText();
  return (
    <EmptyState
      icon={<IconCreditCardOff />}
      title={t('payments.closed.title')}
      text={t('payments.closed.text')}
    />
  );
}
