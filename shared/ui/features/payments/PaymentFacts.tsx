/** What a payment is made of: the amount, the fee and who bears it, with what it is paid, and where the account shows it. */
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { localOf } from '@communitrak/domain/core/ids.ts';
import type { PaymentRow } from '@communitrak/replica/queries/payments.ts';
import { useAt } from '../../app/paths.ts';
import { useText, type Say } from '../../i18n/Text.tsx';
import { Facts, type Fact } from '../../kit/Facts.tsx';
import { Section } from '../../kit/Page.tsx';
import { Money } from '../../kit/Values.tsx';
import { tailWords } from './payment-words.ts';
import type { PayingHome } from './use-paying.ts';

interface FactsProps {
  readonly row: PaymentRow;
  readonly home: PayingHome;
}

/** With what it was paid, or will be: brand and last four, never more. */
export function withWords({ row, home }: FactsProps, t: Say): string {
  const { body } = row.payment;
  const saved = home.payments.methods.find(({ id }) => localOf(id) === body.method)?.body;
  const tail = body.outcome.paidWith ?? saved;
  if (tail !== undefined) return tailWords(tail, t);
  return t(body.kind === 'bank' ? 'payments.way.bank' : 'payments.way.card');
}

export function PaymentFacts(props: FactsProps): ReactNode {
  const t = useText();
  const { body } = props.row.payment;
  const { currency } = body;
  const feeIsMine = body.feePayer === 'resident';
  return (
    <Section boxed>
      <Facts
        facts={[
          { label: t('payments.review.cents'), value: <Money amount={{ cents: body.cents, currency }} /> },
          {
            label: t('payments.review.fee'),
            value: feeIsMine ? (
              <Money amount={{ cents: body.feeCents, currency }} />
            ) : (
              t('payments.review.fee.association')
            ),
          },
          {
            label: t('payments.review.total'),
            value: <Money amount={{ cents: body.totalCents, currency }} />,
          },
          { label: t('payments.review.way'), value: withWords(props, t) },
          ...account(props, t),
          ...reference(props, t),
        ]}
      />
    </Section>
  );
}

/** Where the account shows it: only what succeeded has entries there. */
function account({ row, home }: FactsProps, t: Say): readonly Fact[] {
  if (row.payment.body.outcome.entries.length === 0) return [];
  return [{ label: t('payments.one.account'), value: <ToAccount household={home.view.household} /> }];
}

function ToAccount({ household }: { readonly household: string }): ReactNode {
  const t = useText();
  const at = useAt();
  return <Link to={at(`my-account/${encodeURIComponent(household)}`)}>{t('payments.one.account.see')}</Link>;
}

function reference({ row }: FactsProps, t: Say): readonly Fact[] {
  const { charge = '', intent = '' } = row.payment.body.outcome.gateway ?? {};
  const number = charge === '' ? intent : charge;
  return number === '' ? [] : [{ label: t('payments.one.reference'), value: number }];
}
