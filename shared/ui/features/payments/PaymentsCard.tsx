/** On the first screen: payments that have not ended. Nothing where there are none. */
import type { ReactNode } from 'react';
import { useAt } from '../../app/paths.ts';
import { useUnread } from '../../app/unread/use-unread.ts';
import { useText } from '../../i18n/Text.tsx';
import { LinkButton } from '../../kit/Button.tsx';
import { Card } from '../../kit/cards/Card.tsx';
import { List } from '../../kit/ListRow.tsx';
import { paymentPaths } from './paths.ts';
import { PaymentRowLink } from './PaymentRowLink.tsx';
import { pendingRows } from './PendingRows.tsx';
import { useMyPayments } from './use-paying.ts';
import './payments.css';

const MOST_SHOWN = 4;

export function PaymentsCard(): ReactNode {
  const t = useText();
  const at = useAt();
  const unread = useUnread();
  const paying = useMyPayments();
  const rows = pendingRows((paying?.homes ?? []).flatMap((home) => home.rows));
  if (rows.length === 0) return null;
  return (
    <Card
      title={t('payments.pending')}
      count={rows.length}
      action={
        <LinkButton kind="quiet" to={at(paymentPaths.list)}>
          {t('payments.see')}
        </LinkButton>
      }
    >
      <List label={t('payments.pending')}>
        {rows.slice(0, MOST_SHOWN).map((row) => (
          <PaymentRowLink key={row.payment.id} row={row} unread={unread.has(row.payment.id)} />
        ))}
      </List>
    </Card>
  );
}
