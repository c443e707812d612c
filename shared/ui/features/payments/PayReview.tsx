/** Last step: everything that is about to happen, before it does. */
import type { ReactNode } from 'react';
import { localOf } from '@communitrak/domain/core/ids.ts';
import { useText, type Say } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Facts, type Fact } from '../../kit/Facts.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Section } from '../../kit/Page.tsx';
import { Money } from '../../kit/Values.tsx';
import { ChargeList } from './ChargeList.tsx';
import { StripeNote } from './Marks.tsx';
import type { StepProps } from './pay-step.ts';
import { sizeWords, tailWords } from './payment-words.ts';

export function PayReview(props: StepProps): ReactNode {
  const t = useText();
  const { state, home } = props;
  const formats = useFormats();
  const { quote } = state;
  const { currency } = home.view.rules;
  if (quote === undefined) return <Notice tone="needs" title={sizeWords(currency, t, formats)} />;
  return (
    <>
      <Section boxed>
        <ChargeList charges={state.charges} view={home.view} />
      </Section>
      <Section boxed>
        <Facts
          facts={[
            { label: t('payments.review.cents'), value: <Money amount={{ cents: quote.cents, currency }} /> },
            feeFact(props, t),
            {
              label: t('payments.review.total'),
              value: (
                <strong>
                  <Money amount={{ cents: quote.totalCents, currency }} />
                </strong>
              ),
            },
            { label: t('payments.review.way'), value: wayWords(props, t) },
            { label: t('payments.review.when'), value: t(whenWords(props)) },
          ]}
        />
      </Section>
      <StripeNote />
    </>
  );
}

function feeFact({ state, home }: StepProps, t: Say): Fact {
  const { quote } = state;
  const isMine = quote?.feePayer === 'resident';
  const { currency } = home.view.rules;
  return {
    label: t('payments.review.fee'),
    value: isMine ? (
      <Money amount={{ cents: quote.feeCents, currency }} />
    ) : (
      t('payments.review.fee.association')
    ),
  };
}

function wayWords({ state, payable }: StepProps, t: Say): string {
  const { way } = state;
  const saved = payable.methods.find(({ id }) => localOf(id) === way?.method);
  if (saved !== undefined) return tailWords(saved.body, t);
  return t(way?.kind === 'bank' ? 'payments.way.bank' : 'payments.way.card');
}

function whenWords({ state }: StepProps) {
  const { way, online } = state;
  if (way?.method === '') return 'payments.review.when.page' as const;
  if (!online) return 'payments.review.when.queued' as const;
  return way?.kind === 'bank'
    ? ('payments.review.when.bank' as const)
    : ('payments.review.when.card' as const);
}
