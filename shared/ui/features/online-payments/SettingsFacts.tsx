/** The settings as the board reads them. */
import type { ReactNode } from 'react';
import type { PaymentSettingsBody } from '@communitrak/domain/payments/index.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Facts } from '../../kit/Facts.tsx';
import { PAYER_WORDS } from './payment-words.ts';
import { WorkedExample } from './WorkedExample.tsx';

interface SettingsFactsProps {
  readonly settings: PaymentSettingsBody;
  readonly currency: string;
}

export function SettingsFacts({ settings, currency }: SettingsFactsProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { feePayer, allowParts, leastPartCents, returnFeeCents, autopayRemindDays, autopayRetryDays } =
    settings;
  const money = (cents: number): string => formats.money({ cents, currency });
  return (
    <>
      <Facts
        facts={[
          { label: t('onlinePayments.settings.card'), value: t(PAYER_WORDS[feePayer.card]) },
          { label: t('onlinePayments.settings.bank'), value: t(PAYER_WORDS[feePayer.bank]) },
          {
            label: t('onlinePayments.settings.parts'),
            value: allowParts
              ? t('onlinePayments.settings.parts.from', { amount: money(leastPartCents) })
              : t('onlinePayments.settings.parts.no'),
          },
          { label: t('onlinePayments.settings.returnFee'), value: money(returnFeeCents) },
          { label: t('onlinePayments.settings.remind'), value: String(autopayRemindDays) },
          {
            label: t('onlinePayments.settings.retry'),
            value:
              autopayRetryDays.length === 0
                ? t('onlinePayments.settings.retry.never')
                : autopayRetryDays.join(', '),
          },
        ]}
      />
      <WorkedExample kind="card" payer={feePayer.card} currency={currency} />
      <WorkedExample kind="bank" payer={feePayer.bank} currency={currency} />
    </>
  );
}
