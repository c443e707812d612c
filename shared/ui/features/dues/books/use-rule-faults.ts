/** What is wrong with a decision on the rules, in words. */
import { useText } from '../../../i18n/Text.tsx';
import type { Errors } from '../../../kit/form/form-faults.ts';
import { useDateFaults } from '../../../kit/pickers/use-date-faults.ts';
import { useMoneyFaults } from '../../../kit/pickers/use-money-faults.ts';
import { fieldsOf, readDays, readPercent, type RuleForm } from './rule-form.ts';

const MOST_CENTS = 99_999_999;

export function useRuleFaults(today: string): (values: RuleForm) => Errors<RuleForm> {
  const t = useText();
  const dateFault = useDateFaults();
  const moneyFault = useMoneyFaults();
  return (values) => {
    const asked = new Set(fieldsOf(values));
    const faults: Partial<Record<keyof RuleForm, string | undefined>> = {
      percent: readPercent(values.percent) === undefined ? t('dues.decide.percent.fault') : undefined,
      cents: moneyFault(values.cents, { required: true, max: MOST_CENTS }),
      cap: moneyFault(values.cap, { min: 1, max: MOST_CENTS }),
      days: readDays(values.days) === undefined ? t('dues.decide.days.fault') : undefined,
    };
    const found = Object.entries(faults).filter(
      ([field, fault]) => fault !== undefined && asked.has(field as keyof RuleForm),
    );
    return {
      ...(Object.fromEntries(found) as Errors<RuleForm>),
      ...present('from', dateFault(values.from, { required: true, min: today })),
      ...present('reason', reasonFault(values.reason)),
    };
  };

  function reasonFault(reason: string): string | undefined {
    if (reason.trim() === '') return t('dues.decide.reason.missing');
    return reason.trim().length > 300 ? t('dues.decide.reason.long') : undefined;
  }
}

const present = (field: keyof RuleForm, fault: string | undefined): Errors<RuleForm> =>
  fault === undefined ? {} : { [field]: fault };
