/** What is wrong with an amount, in the member's words and separators, for a form's `validate`. */
import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import { useText, type Say } from '../../i18n/Text.tsx';
import {
  MOST_DIGITS,
  readMoney,
  writeMoney,
  type MoneyFault,
  type MoneyRules,
  type MoneyValue,
} from './money-entry.ts';

export interface MoneyLimits extends MoneyRules {
  readonly required?: boolean;
  /** Cents. */
  readonly min?: number;
  readonly max?: number;
}

const WORDS = {
  'no-amount': 'kit.money.noAmount',
  fraction: 'kit.money.fraction',
  negative: 'kit.money.negative',
  'too-long': 'kit.money.tooLong',
} as const satisfies Record<MoneyFault, string>;

const EXAMPLE = 123_450;
const MOST_CENTS = 10 ** MOST_DIGITS - 1;

type FaultOf = (value: MoneyValue, limits?: MoneyLimits) => string | undefined;

/** `const faultOf = useMoneyFaults(); faultOf(values.amount, { required: true, min: 1 })`; undefined: all is well. */
export function useMoneyFaults(): FaultOf {
  const t = useText();
  const { locale } = useIntl();
  return useCallback(
    (value, limits = {}) =>
      typeof value === 'number' ? outside(value, limits, t, locale) : unread(value, limits, t, locale),
    [t, locale],
  );
}

function outside(cents: number, { min, max }: MoneyLimits, t: Say, locale: string): string | undefined {
  if (min !== undefined && cents < min) return t('kit.money.tooSmall', { least: writeMoney(min, locale) });
  if (max !== undefined && cents > max) return t('kit.money.tooLarge', { most: writeMoney(max, locale) });
  return undefined;
}

function unread(text: string, limits: MoneyLimits, t: Say, locale: string): string | undefined {
  if (text.trim() === '') return limits.required === true ? t('kit.money.missing') : undefined;
  const reading = readMoney(text, locale, limits);
  const fault = 'fault' in reading ? reading.fault : 'no-amount';
  return t(WORDS[fault], { example: writeMoney(EXAMPLE, locale), most: writeMoney(MOST_CENTS, locale) });
}
