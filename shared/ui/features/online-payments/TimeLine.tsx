/** What happened to a payment, oldest first: a mark, a sentence, when; beneath it why. */
import { useMemo, type ReactNode } from 'react';
import { memberNames } from '@communitrak/replica/queries/dues.ts';
import type { PaymentView } from '@communitrak/replica/queries/payment-office.ts';
import { useReplica } from '../../app/context.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Section } from '../../kit/Page.tsx';
import { DateText } from '../../kit/Values.tsx';
import { timeLine } from './time-line.ts';

export function TimeLine({ view }: { readonly view: PaymentView }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const replica = useReplica();
  const names = useQuery(useMemo(() => memberNames(replica), [replica]));
  const { currency } = view.payment.body;
  const happened = timeLine(view, {
    t,
    who: (member) => names?.get(member) ?? t('onlinePayments.somebody'),
    money: (cents) => formats.money({ cents, currency }),
  });
  return (
    <Section title={t('onlinePayments.line')}>
      <ol className="op-line">
        {happened.map(({ key, at, title, detail, look }) => (
          <li key={key} data-look={look}>
            <span className="op-line-mark" aria-hidden />
            <span className="op-line-words">
              <span className="op-line-title">{title}</span>
              {detail === '' ? null : <span className="ct-soft">{detail}</span>}
            </span>
            <span className="op-line-at ct-soft">
              <DateText at={at} />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
