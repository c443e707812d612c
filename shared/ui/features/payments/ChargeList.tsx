/** What a payment pays, charge by charge. */
import type { ReactNode } from 'react';
import type { PaidCharge } from '@communitrak/domain/payments/index.ts';
import type { AccountView } from '@communitrak/replica/queries/account-view.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Money } from '../../kit/Values.tsx';
import { titleOf } from '../accounts/index.ts';

export function ChargeList(props: {
  readonly charges: readonly PaidCharge[];
  readonly view: AccountView;
}): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { charges, view } = props;
  return (
    <ul className="ct-list" aria-label={t('payments.charges.paid')}>
      {charges.map(({ entry, cents }) => {
        const doc = view.entries.get(entry)?.entry;
        return (
          <li key={entry}>
            <div className="py-charge py-line">
              <span>
                {doc === undefined ? t('payments.charge.other') : titleOf(doc, t)}
                {doc === undefined || doc.body.due === '' ? null : (
                  <span className="ct-soft py-below">
                    {t('payments.charge.due', { date: formats.date(doc.body.due) })}
                  </span>
                )}
              </span>
              <Money amount={{ cents, currency: view.rules.currency }} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}
