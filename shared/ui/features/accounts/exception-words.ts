/** What each exception is called, and what to do about it. */
import { EXCEPTION_KINDS as FOUND } from '@communitrak/domain/ledger/index.ts';
import type { ExceptionRow } from '@communitrak/replica/queries/money-exceptions.ts';
import type { MessageId } from '../../i18n/messages.ts';
import type { Say } from '../../i18n/Text.tsx';
import { faultWords } from './fault-words.ts';

/** Most pressing first. */
export const EXCEPTION_KINDS = ['refused', 'unposted', 'difference', ...FOUND] as const;

export const EXCEPTION_WORDS = {
  refused: 'accounts.exception.refused',
  unposted: 'accounts.exception.unposted',
  difference: 'accounts.exception.difference',
  'ended-payment': 'accounts.exception.ended-payment',
  credit: 'accounts.exception.credit',
  nobody: 'accounts.exception.nobody',
  split: 'accounts.exception.split',
} as const satisfies Record<ExceptionRow['kind'], MessageId>;

const ADVICE = {
  unposted: 'accounts.exception.unposted.todo',
  difference: 'accounts.exception.difference.todo',
  'ended-payment': 'accounts.exception.ended-payment.todo',
  credit: 'accounts.exception.credit.todo',
  nobody: 'accounts.exception.nobody.todo',
} as const;

export function exceptionWords({ kind, refused, others }: ExceptionRow, t: Say): string {
  if (kind === 'split') return t('accounts.exception.split.todo', { others: others.join(', ') });
  if (kind !== 'refused') return t(ADVICE[kind]);
  return t(faultWords(refused?.code ?? '', refused?.detail));
}
