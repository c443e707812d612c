/** What a payment would pay, charge by charge, with the rules it goes by. Nothing while there is nothing to say. */
import type { ReactNode } from 'react';
import type { LedgerEntry } from '@communitrak/domain/ledger/index.ts';
import type { PaymentPreview } from '@communitrak/domain/receipts/index.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Money } from '../../kit/Values.tsx';
import { ruleWords } from '../accounts/index.ts';

export function PaysList(props: {
  readonly preview: PaymentPreview | undefined;
  readonly entry: (id: string) => LedgerEntry | undefined;
  readonly currency: string;
}): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { preview, entry, currency } = props;
  if (preview === undefined) return null;
  return (
    <div className="rc-preview">
      <h3>{t('receipts.preview')}</h3>
      <dl>
        {preview.split.map(({ entry: id, cents }) => (
          <div key={id}>
            <dt>{entry(id)?.body.text ?? t('receipts.pays.charge')}</dt>
            <dd>
              <Money amount={{ cents, currency }} />
            </dd>
          </div>
        ))}
        {preview.creditCents === 0 ? null : (
          <div>
            <dt>{t('receipts.preview.credit')}</dt>
            <dd>
              <Money amount={{ cents: preview.creditCents, currency }} />
            </dd>
          </div>
        )}
      </dl>
      <p className="ct-soft ct-small">
        {t('receipts.preview.rule', { rule: ruleWords(preview.rule, t, formats) })}
      </p>
    </div>
  );
}
