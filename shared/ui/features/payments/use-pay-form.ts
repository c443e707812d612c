/** The form of paying, with what can be wrong in it. */
import { LEAST_TOTAL_CENTS } from '@communitrak/domain/payments/index.ts';
import { useText } from '../../i18n/Text.tsx';
import type { Errors } from '../../kit/form/form-faults.ts';
import type { Draft } from '../../kit/form/use-draft.ts';
import { useForm, type Form } from '../../kit/form/use-form.ts';
import { useMoneyFaults } from '../../kit/pickers/use-money-faults.ts';
import { writeMoney } from '../../kit/pickers/money-entry.ts';
import { useIntl } from 'react-intl';
import {
  chargesOf,
  chosenItems,
  isTooSmallPart,
  sumOf,
  wayOf,
  type Payable,
  type PayForm,
} from './pay-form.ts';

export function usePayForm(payable: Payable, first: PayForm, draft: Draft<PayForm>): Form<PayForm> {
  const t = useText();
  const { locale } = useIntl();
  const moneyFault = useMoneyFaults();
  const amountFault = (form: PayForm): string | undefined => {
    if (form.how !== 'part' || !payable.settings.allowParts) return undefined;
    const max = sumOf(chosenItems(form, payable.items));
    const fault = moneyFault(form.amount, { required: true, min: LEAST_TOTAL_CENTS, max });
    if (fault !== undefined || !isTooSmallPart(chargesOf(form, payable), payable)) return fault;
    return t('payments.fault.part', { least: writeMoney(payable.settings.leastPartCents, locale) });
  };
  const validate = (form: PayForm): Errors<PayForm> => {
    const none = chosenItems(form, payable.items).length === 0;
    const amount = none ? undefined : amountFault(form);
    return {
      ...(none ? { charges: t('payments.fault.charges') } : {}),
      ...(amount === undefined ? {} : { amount }),
      ...(wayOf(form, payable.methods) === undefined ? { way: t('payments.fault.way') } : {}),
    };
  };
  return useForm<PayForm>({ initial: first, draft, validate });
}
