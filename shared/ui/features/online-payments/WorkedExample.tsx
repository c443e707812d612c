/** What a charge of $10.00 costs whom, as the choice stands: the fee is never a surprise. */
import type { ReactNode } from 'react';
import {
  FEE_BASIS_POINTS,
  quote,
  type FeePayer,
  type MethodKind,
} from '@communitrak/domain/payments/index.ts';
import { useIntl } from 'react-intl';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';

const EXAMPLE_CENTS = 1000;
const WHOLE = 10_000;

interface ExampleProps {
  readonly kind: MethodKind;
  readonly payer: FeePayer;
  readonly currency: string;
}

export function WorkedExample({ kind, payer, currency }: ExampleProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { locale } = useIntl();
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const { cents, feeCents, totalCents, netCents } = quote(EXAMPLE_CENTS, kind, payer);
  const money = (amount: number): string => formats.money({ cents: amount, currency });
  return (
    <p className="op-means" aria-live="polite">
      {t('onlinePayments.settings.example', {
        charge: money(cents),
        percent: percent.format(FEE_BASIS_POINTS[kind] / WHOLE),
        fee: money(feeCents),
        total: money(totalCents),
        net: money(netCents),
      })}
    </p>
  );
}
