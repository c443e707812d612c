/** What a payment pays, in words: each charge with its amount, and what becomes credit. */
import type { ReactNode } from 'react';
import type { LedgerEntry } from '@communitrak/domain/ledger/index.ts';
import type { PaymentPreview } from '@communitrak/domain/receipts/index.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';

export interface PaysProps {
  readonly preview: Pick<PaymentPreview, 'split' | 'creditCents'> | undefined;
  readonly entry: (id: string) => LedgerEntry | undefined;
  readonly currency: string;
}

/** As one sentence; undefined where there is nothing to say yet. */
export function usePays(): (props: PaysProps) => string | undefined {
  const t = useText();
  const formats = useFormats();
  return ({ preview, entry, currency }) => {
    if (preview === undefined) return undefined;
    const money = (cents: number): string => formats.money({ cents, currency });
    const parts = preview.split.map(({ entry: id, cents }) =>
      t('receipts.pays.part', {
        what: entry(id)?.body.text ?? t('receipts.pays.charge'),
        amount: money(cents),
      }),
    );
    const credit =
      preview.creditCents === 0 ? [] : [t('receipts.pays.credit', { amount: money(preview.creditCents) })];
    const all = [...parts, ...credit];
    return all.length === 0 ? undefined : all.join(' · ');
  };
}

export function PaysWords(props: PaysProps): ReactNode {
  const words = usePays()(props);
  return words === undefined ? null : <span className="rc-pays">{words}</span>;
}
