/** Second step: how it is paid, each way with what it costs and who bears that. */
import type { ReactNode } from 'react';
import { localOf } from '@communitrak/domain/core/ids.ts';
import type { MethodKind, SavedMethod } from '@communitrak/domain/payments/index.ts';
import { useText, type Say } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { ChoiceField, type Choice } from '../../kit/Field.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { PAGE_WAYS, quoteFor } from './pay-form.ts';
import type { StepProps } from './pay-step.ts';
import { sizeWords, tailWords } from './payment-words.ts';

export function PayWays({ form, payable, home, state }: StepProps): ReactNode {
  const t = useText();
  const feeWords = useFeeWords({ payable, home, state });
  const usable = payable.methods.filter(({ body }) => body.state === 'usable');
  const choices: readonly Choice[] = [
    ...usable.map((method) => ({
      value: localOf(method.id),
      label: labelOf(method, t),
      help: feeWords(method.body.kind),
    })),
    { value: PAGE_WAYS.card, label: t('payments.way.card'), help: feeWords('card') },
    { value: PAGE_WAYS.bank, label: t('payments.way.bank'), help: feeWords('bank') },
  ];
  return (
    <>
      {state.online ? null : (
        <Notice title={t('payments.offline.title')}>
          <p>{t(usable.length > 0 ? 'payments.offline.saved' : 'payments.offline.page')}</p>
        </Notice>
      )}
      <ChoiceField label={t('payments.way')} choices={choices} {...form.field('way')} />
    </>
  );
}

function labelOf({ body }: SavedMethod, t: Say): string {
  const words = tailWords(body, t);
  return body.isDefault ? t('payments.way.default', { method: words }) : words;
}

function useFeeWords({
  payable,
  home,
  state,
}: Pick<StepProps, 'payable' | 'home' | 'state'>): (kind: MethodKind) => string {
  const t = useText();
  const formats = useFormats();
  return (kind) => {
    const quote = quoteFor(state.charges, kind, payable.settings);
    const { currency } = home.view.rules;
    if (quote === undefined) return sizeWords(currency, t, formats);
    const money = (cents: number): string => formats.money({ cents, currency });
    const values = { fee: money(quote.feeCents), total: money(quote.totalCents) };
    return t(quote.feePayer === 'resident' ? 'payments.fee.resident' : 'payments.fee.association', values);
  };
}
