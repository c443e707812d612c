/** What was asked to be given back of a payment, and what became of each. */
import { useMemo, type ReactNode } from 'react';
import { memberNames } from '@communitrak/replica/queries/dues.ts';
import type { PaymentView, RefundRow } from '@communitrak/replica/queries/payment-office.ts';
import { useReplica } from '../../app/context.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { DeliveryBadge } from '../../kit/DeliveryBadge.tsx';
import { List, ListRow } from '../../kit/ListRow.tsx';
import { Section } from '../../kit/Page.tsx';
import { DateText } from '../../kit/Values.tsx';
import { REFUND_REFUSAL_WORDS } from './payment-words.ts';
import { RefundTag } from './StateTag.tsx';

export function Refunds({ view }: { readonly view: PaymentView }): ReactNode {
  const t = useText();
  const replica = useReplica();
  const names = useQuery(useMemo(() => memberNames(replica), [replica]));
  if (view.refunds.length === 0) return null;
  return (
    <Section title={t('onlinePayments.refunds')} boxed>
      <List label={t('onlinePayments.refunds')}>
        {view.refunds.map((row) => (
          <Row
            key={row.refund.id}
            row={row}
            who={names?.get(row.refund.body.author) ?? t('onlinePayments.somebody')}
          />
        ))}
      </List>
    </Section>
  );
}

/** Until the server has it, how far it got; then what became of it. */
function Row({
  row: { refund, delivery },
  who,
}: {
  readonly row: RefundRow;
  readonly who: string;
}): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { cents, currency, reason, recorded, outcome } = refund.body;
  return (
    <ListRow
      title={`${formats.money({ cents, currency })} · ${reason}`}
      meta={
        <>
          <span>{who}</span>
          <DateText at={recorded} />
          {outcome.refusal === undefined ? null : <span>{t(REFUND_REFUSAL_WORDS[outcome.refusal])}</span>}
        </>
      }
      trail={delivery === 'sent' ? <RefundTag state={outcome.state} /> : <DeliveryBadge state={delivery} />}
    />
  );
}
