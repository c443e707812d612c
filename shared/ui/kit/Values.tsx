/** Dates, numbers and money on a screen, in the member's formats. */
import type { ReactNode } from 'react';
import type { Money as Amount } from '@communitrak/domain/core/money.ts';
import { useFormats } from '../i18n/use-formats.ts';
import { useText } from '../i18n/Text.tsx';
import { useNow } from './use-now.ts';

/**
 * An instant: relative within a week, absolute after, always absolute on hover and in print. A calendar date
 * (`YYYY-MM-DD`, a due date) is shown as the date. '' shows nothing.
 */
export function DateText({ at }: { readonly at: string }): ReactNode {
  const formats = useFormats();
  const now = useNow();
  if (at === '') return null;
  if (at.length === 10) return <time dateTime={at}>{formats.date(at)}</time>;
  return (
    <time dateTime={at} title={formats.fullTime(at)} className="ct-date" data-full={formats.fullTime(at)}>
      {formats.when(at, now)}
    </time>
  );
}

/** A number in tabular figures with the member's separators. */
export function NumberText({ value }: { readonly value: number }): ReactNode {
  return <span className="ct-numbers">{useFormats().number(value)}</span>;
}

/**
 * An amount with its word: a positive balance is owed to the association. `of="account"` says "you owe" / "credit";
 * without it, only the amount (a charge, a price).
 */
export function Money({ amount, of }: { readonly amount: Amount; readonly of?: 'account' }): ReactNode {
  const formats = useFormats();
  const t = useText();
  if (of === undefined) return <span className="ct-numbers">{formats.money(amount)}</span>;
  const size = formats.money({ ...amount, cents: Math.abs(amount.cents) });
  const id = amount.cents > 0 ? 'kit.money.owe' : amount.cents < 0 ? 'kit.money.credit' : 'kit.money.even';
  return <span className="ct-numbers">{t(id, { amount: size })}</span>;
}
