/** A home's payments that have not ended: what is on its way, and what waits for somebody. */
import type { ReactNode } from 'react';
import { isPending } from '@communitrak/domain/payments/index.ts';
import type { PaymentRow } from '@communitrak/replica/queries/payments.ts';
import { useText } from '../../i18n/Text.tsx';
import { List } from '../../kit/ListRow.tsx';
import { Section } from '../../kit/Page.tsx';
import { PaymentRowLink } from './PaymentRowLink.tsx';
import type { PayingHome } from './use-paying.ts';

export const pendingRows = (rows: readonly PaymentRow[]): readonly PaymentRow[] =>
  rows.filter(({ payment }) => isPending(payment.body.outcome.state));

export function PendingRows({ home }: { readonly home: PayingHome }): ReactNode {
  const t = useText();
  const rows = pendingRows(home.payments.rows);
  if (rows.length === 0) return null;
  return (
    <Section title={t('payments.pending')} boxed>
      <List label={t('payments.pending')}>
        {rows.map((row) => (
          <PaymentRowLink key={row.payment.id} row={row} />
        ))}
      </List>
    </Section>
  );
}
