/** The sum of a preview in one sentence: how many homes, how much, due when, and what a locked month changes. */
import type { ReactNode } from 'react';
import { Text, useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Notice } from '../../kit/Notice.tsx';

interface SumProps {
  readonly count: number;
  readonly totalCents: number;
  readonly currency: string;
  readonly due: string;
  readonly posted: string;
}

export function PreviewSum({ count, totalCents, currency, due, posted }: SumProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  return (
    <>
      <p className="du-sum">
        <Text
          id="dues.preview.sum"
          values={{
            count,
            homes: formats.number(count),
            total: formats.money({ cents: totalCents, currency }),
            due: formats.date(due),
          }}
        />
      </p>
      {posted === due ? null : (
        <Notice tone="needs" title={t('dues.preview.locked', { due: formats.date(due) })}>
          <p>{t('dues.preview.lockedText', { posted: formats.date(posted), due: formats.date(due) })}</p>
        </Notice>
      )}
    </>
  );
}
