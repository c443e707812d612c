/** What stands wherever money is paid: that it is a sandbox, who handles the payment, that paying is not possible here. */
import type { ReactNode } from 'react';
import { IconCreditCardOff, IconFlask } from '@tabler/icons-react';
import type { PaymentStatusBody } from '@communitrak/domain/payments/index.ts';
import { Text, useText } from '../../i18n/Text.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';

type Status = PaymentStatusBody | undefined;

/** Nothing where money is real. */
export function SandboxMark({ status }: { readonly status: Status }): ReactNode {
  const t = useText();
  if (status?.mode !== 'sandbox') return null;
  return (
    <p className="py-sandbox">
      <IconFlask aria-hidden />
      <span>
        <strong>{t('payments.sandbox')}</strong> {t('payments.sandbox.text')}
      </span>
    </p>
  );
}

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
