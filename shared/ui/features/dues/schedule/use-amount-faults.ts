/** What is wrong with an amount that is laid on homes, in words that say what to do. */
import { MOST_CENTS, type Home } from '@communitrak/domain/ledger/index.ts';
import { useText } from '../../../i18n/Text.tsx';
import type { Errors } from '../../../kit/form/form-faults.ts';
import { useMoneyFaults } from '../../../kit/pickers/use-money-faults.ts';
import { amountOf, classesOf, type AmountForm } from './dues-form.ts';

type Faults = Errors<AmountForm>;

export function useAmountFaults(homes: readonly Home[]): (form: AmountForm) => Faults {
  const t = useText();
  const moneyFault = useMoneyFaults();
  const limits = { required: true, min: 1, max: MOST_CENTS };
  const byClass = (form: AmountForm): string | undefined => {
    const classes = classesOf(homes);
    if (classes.length === 0) return t('dues.amount.class.none');
    for (const name of classes) {
      const value = form.classCents[name] ?? '';
      const fault = value === '' ? undefined : moneyFault(value, limits);
      if (fault !== undefined) return t('dues.amount.class.fault', { class: name, fault });
    }
    return amountOf(form) === undefined ? t('dues.amount.class.missing') : undefined;
  };
  return (form) => {
    if (form.by === 'home') return named('cents', moneyFault(form.cents, limits));
    if (form.by === 'class') return named('classCents', byClass(form));
    if (homes.every(({ share }) => share === 0)) return named('by', t('dues.amount.share.none'));
    return named('totalCents', moneyFault(form.totalCents, limits));
  };
}

const named = (field: keyof AmountForm, fault: string | undefined): Faults =>
  fault === undefined ? {} : { [field]: fault };

export const AMOUNT_FIELDS = ['by', 'cents', 'classCents', 'totalCents'] as const;
