/** What kinds of lines, ways to pay, funds and rules are called. */
import type { EntryBody, EntryKind, Fund, PaymentMethod } from '@communitrak/domain/ledger/index.ts';
import type { Formats } from '../../i18n/formats.ts';
import type { MessageId } from '../../i18n/messages.ts';
import type { Say } from '../../i18n/Text.tsx';

export const KIND_WORDS = {
  assessment: 'accounts.kind.assessment',
  'special-assessment': 'accounts.kind.special-assessment',
  fee: 'accounts.kind.fee',
  fine: 'accounts.kind.fine',
  interest: 'accounts.kind.interest',
  'late-fee': 'accounts.kind.late-fee',
  payment: 'accounts.kind.payment',
  credit: 'accounts.kind.credit',
  refund: 'accounts.kind.refund',
  reversal: 'accounts.kind.reversal',
  transfer: 'accounts.kind.transfer',
  'write-off': 'accounts.kind.write-off',
  'opening-balance': 'accounts.kind.opening-balance',
} as const satisfies Record<EntryKind, MessageId>;

export const METHOD_WORDS = {
  check: 'accounts.method.check',
  cash: 'accounts.method.cash',
  lockbox: 'accounts.method.lockbox',
  card: 'accounts.method.card',
  bank: 'accounts.method.bank',
  other: 'accounts.method.other',
} as const satisfies Record<PaymentMethod, MessageId>;

export const FUND_WORDS = {
  operating: 'accounts.fund.operating',
  reserve: 'accounts.fund.reserve',
  special: 'accounts.fund.special',
} as const satisfies Record<Fund, MessageId>;

/** `Check 1021`; '' where it does not say how it was paid. */
export function methodWords({ method, reference }: Pick<EntryBody, 'method' | 'reference'>, t: Say): string {
  if (method === '') return '';
  const name = t(METHOD_WORDS[method]);
  return reference === '' ? name : t('accounts.method.numbered', { method: name, number: reference });
}

const PACK_WORDS = new Map<string, MessageId>([
  ['default', 'accounts.rule.default'],
  ['US-CA', 'accounts.rule.US-CA'],
  ['US-FL', 'accounts.rule.US-FL'],
]);
/** The day before which no law is counted: a pack's first version holds for all time. */
const EVER = '1900-01-01';

/** `US-CA@2025-06-30+2026-01-01` → `the California rules of Jun 30, 2025, as changed by the association on Jan 1, 2026`. */
export function ruleWords(rule: string, t: Say, formats: Formats): string {
  const match = /^(?<pack>[\w-]+)@(?<from>\d{4}-\d{2}-\d{2})(?:\+(?<changed>\d{4}-\d{2}-\d{2}))?$/.exec(rule);
  const { pack = '', from = '', changed } = match?.groups ?? {};
  const name = PACK_WORDS.get(pack);
  if (name === undefined) return rule;
  const words =
    from === EVER ? t(name) : t('accounts.rule.since', { rules: t(name), date: formats.date(from) });
  return changed === undefined
    ? words
    : t('accounts.rule.changed', { rules: words, date: formats.date(changed) });
}
