/** The running total beside what is expected, and what the line being written would pay. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Money, NumberText } from '../../kit/Values.tsx';
import { PaysList } from './PaysList.tsx';
import type { BatchEntry } from './use-batch-entry.ts';

export function BatchSummary({ entry }: { readonly entry: BatchEntry }): ReactNode {
  const t = useText();
  const { sums, desk } = entry;
  const { currency } = desk.rules;
  return (
    <section className="rc-sums" aria-label={t('receipts.sums')}>
      <p className="rc-sums-total">
        <Money amount={{ cents: sums.cents, currency }} />
      </p>
      <p className="ct-soft">
        <NumberText value={sums.count} /> {t('receipts.sums.checks', { count: sums.count })}
      </p>
      <Missing entry={entry} />
      <PaysList preview={entry.preview} entry={desk.entry} currency={currency} />
      <p className="ct-soft ct-small rc-keys">{t('receipts.keys')}</p>
    </section>
  );
}

/** Says it in words: a colour alone would not. */
function Missing({ entry }: { readonly entry: BatchEntry }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { controlled, missingCents: cents, missingCount: count } = entry.sums;
  if (!controlled) return null;
  const { currency } = entry.desk.rules;
  const amount = formats.money({ cents: Math.abs(cents), currency });
  const words = [
    cents === 0 ? '' : t(cents > 0 ? 'receipts.sums.missing' : 'receipts.sums.over', { amount }),
    count === 0
      ? ''
      : t(count > 0 ? 'receipts.sums.countMissing' : 'receipts.sums.countOver', { count: Math.abs(count) }),
  ].filter((one) => one !== '');
  return (
    <output className={words.length === 0 ? 'rc-even' : 'rc-odd'}>
      {words.length === 0 ? t('receipts.sums.even') : words.map((one) => <span key={one}>{one}</span>)}
    </output>
  );
}
