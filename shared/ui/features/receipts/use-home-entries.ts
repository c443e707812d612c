/** Homes as the picker of a payment lists them: who owes stands first among those that fit as well, with what it owes. */
import { useMemo } from 'react';
import type { ReceiptDesk } from '@communitrak/replica/queries/receipts.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import type { Entry } from '../../kit/pickers/entry-search.ts';

type Desk = Pick<ReceiptDesk, 'homes' | 'countedOf' | 'rules'>;

export function useHomeEntries({ homes, countedOf, rules }: Desk): readonly Entry[] {
  const t = useText();
  const formats = useFormats();
  const { currency } = rules;
  return useMemo(
    () =>
      homes.map(({ id, name, address, people }): Entry => {
        const cents = countedOf(id).reduce((sum, line) => sum + line.cents, 0);
        if (cents <= 0) return { id, label: name, detail: address, also: people };
        const owes = t('receipts.home.owes', { amount: formats.money({ cents, currency }) });
        return { id, label: name, detail: `${address} · ${owes}`, also: people, first: true };
      }),
    [homes, countedOf, currency, t, formats],
  );
}
