/** What has happened to a payment, oldest first, and what is expected next. */
import type { ReactNode } from 'react';
import type { Payment } from '@communitrak/domain/payments/index.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { DateText } from '../../kit/Values.tsx';
import { stepsOf, type Step } from './timeline.ts';

/** @param props.zone the association's */
export function PaymentTimeline(props: { readonly payment: Payment; readonly zone: string }): ReactNode {
  const t = useText();
  return (
    <ol className="py-steps" aria-label={t('payments.one.steps')}>
      {stepsOf(props.payment, props.zone).map((step) => (
        <StepLine key={step.id} step={step} currency={props.payment.body.currency} />
      ))}
    </ol>
  );
}

function StepLine({ step, currency }: { readonly step: Step; readonly currency: string }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const values = {
    amount: formats.money({ cents: step.cents ?? 0, currency }),
    date: formats.date(step.expected ?? ''),
  };
  return (
    <li className="py-step" data-ahead={step.isAhead ? '' : undefined}>
      <span>{t(step.words, values)}</span>
      {step.at === '' ? null : (
        <span className="ct-soft py-step-when">
          <DateText at={step.at} />
        </span>
      )}
    </li>
  );
}
