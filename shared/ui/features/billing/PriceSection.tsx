/** What a month costs, as one can check it: the base, and so much for each registered household. */
import type { ReactNode } from 'react';
import { monthlyCents, type SubscriptionBody } from '@communitrak/domain/billing/index.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Facts } from '../../kit/Facts.tsx';
import { Section } from '../../kit/Page.tsx';

export function PriceSection({ bill }: { readonly bill: SubscriptionBody }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { currency, baseCents, householdCents, households, periodFrom, periodTo } = bill;
  const money = (cents: number): string => formats.money({ cents, currency });
  return (
    <Section title={t('billing.price')} text={t('billing.price.text')}>
      <Facts
        facts={[
          { label: t('billing.price.base'), value: <span className="ct-numbers">{money(baseCents)}</span> },
          {
            label: t('billing.price.households'),
            value: (
              <span className="ct-numbers">
                {t('billing.price.times', {
                  count: formats.number(households),
                  price: money(householdCents),
                  sum: money(householdCents * households),
                })}
              </span>
            ),
          },
          {
            label: t('billing.price.month'),
            value: <strong className="ct-numbers">{money(monthlyCents(bill))}</strong>,
          },
          {
            label: t('billing.price.term'),
            value: t('billing.price.termOf', {
              from: formats.date(periodFrom),
              to: formats.date(periodTo),
            }),
          },
        ]}
      />
    </Section>
  );
}
