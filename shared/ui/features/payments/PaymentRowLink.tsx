/** One payment in a list: what left the household, for what, when, and what has become of it. */
import type { ReactNode } from 'react';
import type { PaymentRow } from '@communitrak/replica/queries/payments.ts';
import { useAt } from '../../app/paths.ts';
import { useText } from '../../i18n/Text.tsx';
import { ListRow } from '../../kit/ListRow.tsx';
import { MaybeUnread } from '../../kit/UnreadDot.tsx';
import { DateText, Money } from '../../kit/Values.tsx';
import { paymentPaths } from './paths.ts';
import { StateTag } from './StateTag.tsx';

interface RowProps {
  readonly row: PaymentRow;
  /** Which home, for whoever has several. */
  readonly home?: string | undefined;
  readonly unread?: boolean;
}

export function PaymentRowLink({ row, home, unread = false }: RowProps): ReactNode {
  const t = useText();
  const at = useAt();
  const { id, body } = row.payment;
  return (
    <ListRow
      to={at(paymentPaths.one(id))}
      title={
        <MaybeUnread unread={unread}>
          <Money amount={{ cents: body.totalCents, currency: body.currency }} />
        </MaybeUnread>
      }
      meta={
        <>
          <StateTag shown={row.shown} />
          <span>{t('payments.row.charges', { count: body.charges.length })}</span>
          {body.source === 'autopay' ? <span>{t('payments.row.autopay')}</span> : null}
          {home === undefined ? null : <span>{home}</span>}
          <DateText at={body.recorded} />
        </>
      }
    />
  );
}
