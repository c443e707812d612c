/** Each rule in a sentence, in the member's words and formats. */
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import {
  type ChargeClass,
  type LateFeeRule,
  type RuleField,
  type Rules,
} from '@communitrak/domain/ledger/index.ts';
import type { Formats } from '../../../i18n/formats.ts';
import type { MessageId } from '../../../i18n/messages.ts';
import { useText, type Say } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import type { LATE_FEES, ORDERS } from './rule-form.ts';

export const FIELD_WORDS = {
  graceDays: 'dues.rule.grace',
  lateFee: 'dues.rule.lateFee',
  interest: 'dues.rule.interest',
  bearing: 'dues.rule.bearing',
  order: 'dues.rule.order',
  floorCents: 'dues.rule.floor',
  fineCapCents: 'dues.rule.fineCap',
} as const satisfies Record<RuleField, MessageId>;

export const CLASS_WORDS = {
  assessment: 'dues.class.assessment',
  interest: 'dues.class.interest',
  'late-fee': 'dues.class.lateFee',
  cost: 'dues.class.cost',
  fine: 'dues.class.fine',
} as const satisfies Record<ChargeClass, MessageId>;

export const FEE_WORDS = {
  none: 'dues.decide.fee.none',
  greater: 'dues.decide.fee.greater',
  lesser: 'dues.decide.fee.lesser',
  cents: 'dues.decide.fee.cents',
  percent: 'dues.decide.fee.percent',
} as const satisfies Record<(typeof LATE_FEES)[number], MessageId>;

export const ORDER_WORDS = {
  oldest: 'dues.decide.order.oldest',
  'US-CA': 'dues.decide.order.california',
  'US-FL': 'dues.decide.order.florida',
} as const satisfies Record<(typeof ORDERS)[number], MessageId>;

interface Words {
  readonly t: Say;
  readonly formats: Formats;
  readonly currency: string;
  /** 1,250 basis points → `12.5%`. */
  readonly percent: (basisPoints: number) => string;
}

const CHOOSE = {
  greater: 'dues.rule.lateFee.greater',
  lesser: 'dues.rule.lateFee.lesser',
  cents: 'dues.rule.lateFee.cents',
  percent: 'dues.rule.lateFee.percent',
} as const satisfies Record<LateFeeRule['choose'], MessageId>;

function lateFee(rule: Rules['lateFee'], { t, formats, currency, percent }: Words): string {
  if (rule === null) return t('dues.rule.lateFee.none');
  const amount = formats.money({ cents: rule.cents, currency });
  const words = t(CHOOSE[rule.choose], { percent: percent(rule.basisPoints), amount });
  if (rule.capCents === undefined) return words;
  return t('dues.rule.lateFee.cap', { words, most: formats.money({ cents: rule.capCents, currency }) });
}

function interest(rule: Rules['interest'], { t, percent }: Words): string {
  if (rule === null) return t('dues.rule.interest.none');
  return t('dues.rule.interest.some', { percent: percent(rule.basisPointsAYear), days: rule.afterDays });
}

const listed = (classes: readonly ChargeClass[], { t, formats }: Words): string =>
  formats.list(classes.map((one) => t(CLASS_WORDS[one])));

const SENTENCES: { readonly [F in RuleField]: (value: Rules[F], words: Words) => string } = {
  graceDays: (days, { t }) => t('dues.rule.grace.days', { days }),
  lateFee,
  interest,
  bearing: (classes, words) =>
    classes.length === 0 ? words.t('dues.rule.bearing.none') : listed(classes, words),
  order: (order, words) =>
    order === 'oldest'
      ? words.t('dues.rule.order.oldest')
      : words.t('dues.rule.order.classes', {
          list: order.map((one) => words.t(CLASS_WORDS[one])).join(' → '),
        }),
  floorCents: (cents, { t, formats, currency }) =>
    t('dues.rule.floor.some', { amount: formats.money({ cents, currency }) }),
  fineCapCents: (cents, { t, formats, currency }) =>
    cents === null
      ? t('dues.rule.fineCap.none')
      : t('dues.rule.fineCap.some', { amount: formats.money({ cents, currency }) }),
};

export type SentenceOf = <F extends RuleField>(field: F, rules: Rules) => string;

export function useRuleSentences(currency: string): SentenceOf {
  const t = useText();
  const formats = useFormats();
  const { locale } = useIntl();
  return useMemo(() => {
    const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
    const words: Words = { t, formats, currency, percent: (points) => share.format(points / 10_000) };
    return (field, rules) => SENTENCES[field](rules[field], words);
  }, [t, formats, currency, locale]);
}
