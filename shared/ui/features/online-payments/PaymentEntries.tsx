/** Which charges a payment pays, and which entries of the books it has made. */
import type { ReactNode } from 'react';
import type { LedgerEntry } from '@communitrak/domain/ledger/index.ts';
import type { PaymentView } from '@communitrak/replica/queries/payment-office.ts';
import { useAt } from '../../app/paths.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { List, ListRow } from '../../kit/ListRow.tsx';
import { Section } from '../../kit/Page.tsx';
import { Money } from '../../kit/Values.tsx';
import { titleOf } from '../accounts/index.ts';
import { onlinePaths } from './paths.ts';

export function PaidCharges({ view }: { readonly view: PaymentView }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { charges, currency } = view.payment.body;
  return (
    <Section title={t('onlinePayments.charges')} boxed>
      <List label={t('onlinePayments.charges')}>
        {charges.map(({ entry, cents }) => {
          const charge = view.entries.get(entry);
          return (
            <ListRow
              key={entry}
              title={charge === undefined ? t('onlinePayments.charge.notHere') : titleOf(charge, t)}
              meta={
                charge?.body.due === undefined || charge.body.due === ''
                  ? undefined
                  : t('onlinePayments.charge.due', { date: formats.date(charge.body.due) })
              }
              trail={<Money amount={{ cents, currency }} />}
            />
          );
        })}
      </List>
    </Section>
  );
}

/** Its own entries and those of its refunds, as they stand on the account: less than nothing is money that came in. */
export function InBooks({ view }: { readonly view: PaymentView }): ReactNode {
  const t = useText();
  const at = useAt();
  const formats = useFormats();
  const { outcome, household } = view.payment.body;
  const ids = new Set([
    ...outcome.entries,
    ...view.refunds.flatMap(({ refund }) => refund.body.outcome.entry || []),
  ]);
  const own: readonly LedgerEntry[] = [...ids].flatMap((id) => view.entries.get(id) ?? []);
  return (
    <Section
      title={t('onlinePayments.books')}
      text={own.length === 0 ? t('onlinePayments.books.none') : t('onlinePayments.books.text')}
      boxed={own.length > 0}
    >
      {own.length === 0 ? null : (
        <List label={t('onlinePayments.books')}>
          {own.map((entry) => (
            <ListRow
              key={entry.id}
              to={at(onlinePaths.account(household))}
              title={titleOf(entry, t)}
              meta={formats.date(entry.body.posted)}
              trail={<Money amount={{ cents: entry.body.cents, currency: entry.body.currency }} />}
            />
          ))}
        </List>
      )}
    </Section>
  );
}
