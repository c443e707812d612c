/** A balance as the office says it: owed, in credit, or nothing; in words and with a sign, never by colour alone. */
import type { ReactNode } from 'react';
import type { Money } from '@communitrak/domain/core/money.ts';
import type { Formats } from '../../i18n/formats.ts';
import { useText, type Say } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';

/** `$120.00 owed`, `$20.00 credit`, `Nothing owed`. */
export function balanceWords({ cents, currency }: Money, t: Say, formats: Formats): string {
  const amount = formats.money({ cents: Math.abs(cents), currency });
  if (cents === 0) return t('accounts.balance.even');
  return t(cents > 0 ? 'accounts.balance.owed' : 'accounts.balance.credit', { amount });
}

export function Balance(props: Money): ReactNode {
  const t = useText();
  const formats = useFormats();
  return <span className="ct-numbers ac-balance">{balanceWords(props, t, formats)}</span>;
}
