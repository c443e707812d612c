/** Sentences about autopay that both its screens and the consent say. */
import type { PaymentSettingsBody, SavedMethod } from '@communitrak/domain/payments/index.ts';
import type { MyPayments } from '@communitrak/replica/queries/payments.ts';
import { useReplica } from '../../../app/context.ts';
import type { Formats } from '../../../i18n/formats.ts';
import { useText, type Say } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { tailWords } from '../payment-words.ts';
import { choicesOf, type AutopayForm } from './autopay-form.ts';

/** Raised whenever the consent's words change their meaning. */
export const CONSENT_VERSION = '2026-12';

/** The one stated rule of what happens after a draft that failed. */
export function retryWords(
  { autopayRetryDays: days }: PaymentSettingsBody,
  t: Say,
  formats: Formats,
): string {
  if (days.length === 0) return t('payments.autopay.retry.none');
  return t('payments.autopay.retry', { days: formats.list(days.map(String)), count: days.length });
}

interface Told {
  readonly paying: MyPayments;
  readonly method: SavedMethod | undefined;
  readonly currency: string;
}

/** What a person agrees to, word for word, as it is shown and recorded. */
export function useConsentText(): (form: AutopayForm, told: Told) => string {
  const t = useText();
  const formats = useFormats();
  const { associationName: association } = useReplica();
  return (form, { paying, method, currency }) => {
    const { settings } = paying;
    const { daysBefore, limitCents } = choicesOf(form);
    const kind = method?.body.kind ?? 'card';
    const name = method === undefined ? t('payments.autopay.consent.default') : tailWords(method.body, t);
    return [
      t('payments.autopay.consent.what', { association, method: name, days: daysBefore }),
      t(
        settings.feePayer[kind] === 'resident'
          ? 'payments.autopay.consent.fee'
          : 'payments.autopay.consent.noFee',
        { kind },
      ),
      ...(limitCents === 0
        ? []
        : [
            t('payments.autopay.consent.limit', {
              limit: formats.money({ cents: limitCents, currency }),
            }),
          ]),
      t('payments.autopay.consent.remind', { days: settings.autopayRemindDays }),
      retryWords(settings, t, formats),
      t('payments.autopay.consent.end'),
    ].join(' ');
  };
}
