/** With what, when, and up to which amount: the choices of autopay, for turning it on and for changing it. */
import type { ReactNode } from 'react';
import { localOf } from '@communitrak/domain/core/ids.ts';
import { MOST_DAYS_BEFORE, type SavedMethod } from '@communitrak/domain/payments/index.ts';
import { useText } from '../../../i18n/Text.tsx';
import { SelectField } from '../../../kit/Field.tsx';
import type { Form } from '../../../kit/form/use-form.ts';
import { MoneyField } from '../../../kit/pickers/MoneyField.tsx';
import { tailWords } from '../payment-words.ts';
import type { AutopayForm } from './autopay-form.ts';

interface FieldsProps {
  readonly form: Form<AutopayForm>;
  readonly methods: readonly SavedMethod[];
  readonly currency: string;
}

export function AutopayFields({ form, methods, currency }: FieldsProps): ReactNode {
  const t = useText();
  const usable = methods.filter(({ body }) => body.state === 'usable');
  return (
    <>
      <SelectField
        label={t('payments.autopay.method')}
        choices={[
          { value: '', label: t('payments.autopay.method.default') },
          ...usable.map((method) => ({ value: localOf(method.id), label: tailWords(method.body, t) })),
        ]}
        {...form.field('method')}
      />
      <SelectField
        label={t('payments.autopay.days')}
        help={t('payments.autopay.days.help')}
        choices={Array.from({ length: MOST_DAYS_BEFORE + 1 }, (_, days) => ({
          value: String(days),
          label: t('payments.autopay.days.one', { days }),
        }))}
        {...form.field('daysBefore')}
      />
      <MoneyField
        label={t('payments.autopay.limit')}
        help={t('payments.autopay.limit.help')}
        optional
        currency={currency}
        {...form.field('limit')}
      />
    </>
  );
}
