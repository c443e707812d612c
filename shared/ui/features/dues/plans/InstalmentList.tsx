/** The instalments of a plan: when each is due, how much, and which are paid by now. */
import type { ReactNode } from 'react';
import { IconCheck } from '@tabler/icons-react';
import type { PaymentPlanBody } from '@communitrak/domain/ledger/index.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';

interface InstalmentListProps {
  readonly plan: Pick<PaymentPlanBody, 'instalments' | 'currency'>;
  /** Of the whole plan: the first instalments are paid first. */
  readonly paidCents: number;
}

export function InstalmentList({ plan, paidCents }: InstalmentListProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { instalments, currency } = plan;
  const through = instalments.map((_one, at) =>
    instalments.slice(0, at + 1).reduce((sum, { cents }) => sum + cents, 0),
  );
  return (
    <ol className="du-instalments">
      {instalments.map(({ due, cents }, at) => (
        <li key={due}>
          <span>{formats.date(due)}</span>
          <span className="du-paid">
            {(through[at] ?? 0) <= paidCents ? (
              <>
                <IconCheck aria-hidden />
                {t('dues.plan.state.paid')}
              </>
            ) : null}
          </span>
          <span className="ct-numbers">{formats.money({ cents, currency })}</span>
        </li>
      ))}
    </ol>
  );
}
