/**
 * How old what is owed is: five ages side by side, each with its amount and a bar of its share. Read as a list; the bars
 * say nothing that the amounts do not.
 */
import type { ReactNode } from 'react';
import { AGES } from '@communitrak/domain/ledger/index.ts';
import type { MessageId } from '../../i18n/messages.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import './accounts.css';

export const AGE_WORDS = {
  current: 'accounts.age.current',
  '1-30': 'accounts.age.1-30',
  '31-60': 'accounts.age.31-60',
  '61-90': 'accounts.age.61-90',
  'over-90': 'accounts.age.over-90',
} as const satisfies Record<(typeof AGES)[number], MessageId>;

interface AgingStripProps {
  /** In the order of AGES, whole cents. */
  readonly buckets: readonly number[];
  readonly currency: string;
  /** What it is of: "Aging of all accounts". */
  readonly label: string;
}

export function AgingStrip({ buckets, currency, label }: AgingStripProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const most = Math.max(1, ...buckets);
  return (
    <ul className="ac-aging" aria-label={label}>
      {AGES.map((age, at) => {
        const cents = buckets[at] ?? 0;
        return (
          <li key={age} data-late={at > 0 && cents > 0 ? '' : undefined}>
            <span className="ac-aging-age">{t(AGE_WORDS[age])}</span>
            <span className="ac-aging-bar" aria-hidden>
              <span style={{ inlineSize: `${Math.round((cents / most) * 100)}%` }} />
            </span>
            <span className="ct-numbers ac-aging-amount">{formats.money({ cents, currency })}</span>
          </li>
        );
      })}
    </ul>
  );
}
