/** How each act is called, and what it writes where nobody has said it in words of their own. */
import type { MessageId } from '../../../i18n/messages.ts';
import type { Say } from '../../../i18n/Text.tsx';
import type { PaymentMethod } from '@communitrak/domain/ledger/index.ts';
import { methodWords } from '../kind-words.ts';
import { titleOf } from '../line-words.ts';
import type { Act, ActForm, Asked } from './act.ts';

export const ACT_WORDS = {
  payment: 'accounts.act.payment',
  charge: 'accounts.act.charge',
  credit: 'accounts.act.credit',
  'write-off': 'accounts.act.write-off',
  refund: 'accounts.act.refund',
  reverse: 'accounts.act.reverse',
} as const satisfies Record<Act, MessageId>;

export const ACT_HELP = {
  payment: 'accounts.act.payment.help',
  charge: 'accounts.act.charge.help',
  credit: 'accounts.act.credit.help',
  'write-off': 'accounts.act.write-off.help',
  refund: 'accounts.act.refund.help',
  reverse: 'accounts.act.reverse.help',
} as const satisfies Record<Act, MessageId>;

export const ACT_SUBMIT = {
  payment: 'accounts.act.payment.do',
  charge: 'accounts.act.charge.do',
  credit: 'accounts.act.credit.do',
  'write-off': 'accounts.act.write-off.do',
  refund: 'accounts.act.refund.do',
  reverse: 'accounts.act.reverse.do',
} as const satisfies Record<Act, MessageId>;

export const ACT_DONE = {
  payment: 'accounts.act.payment.done',
  charge: 'accounts.act.charge.done',
  credit: 'accounts.act.credit.done',
  'write-off': 'accounts.act.write-off.done',
  refund: 'accounts.act.refund.done',
  reverse: 'accounts.act.reverse.done',
} as const satisfies Record<Act, MessageId>;

/** What the household reads on its account. */
export function usualText(form: ActForm, { act, view, about }: Asked, t: Say): string {
  if (act === 'payment') return t('accounts.act.payment.text', { method: paidHow(form, t) });
  if (act === 'credit') return t('accounts.kind.credit');
  if (act === 'write-off') {
    const charge = view.entries.get(form.target)?.entry;
    const text = charge === undefined ? '' : titleOf(charge, t);
    return text === '' ? t('accounts.kind.write-off') : t('accounts.act.write-off.text', { text });
  }
  return about === undefined ? form.text : t('accounts.act.refund.text', { text: titleOf(about, t) });
}

function paidHow({ method, reference }: ActForm, t: Say): string {
  const number = method === 'cash' ? '' : reference.trim();
  return methodWords({ method: method as PaymentMethod, reference: number }, t);
}
