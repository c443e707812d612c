/** The three steps of paying. */
import type { ReactNode } from 'react';
import type { Draft } from '../../kit/form/use-draft.ts';
import { useText, type Say } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Notice } from '../../kit/Notice.tsx';
import { Wizard, type WizardStep } from '../../kit/wizard/Wizard.tsx';
import { OnItsWay } from './AccountPaying.tsx';
import { PayCharges } from './PayCharges.tsx';
import { PayReview } from './PayReview.tsx';
import { PayWays } from './PayWays.tsx';
import type { Payable, PayForm as Values } from './pay-form.ts';
import type { StepProps } from './pay-step.ts';
import { usePay } from './use-pay.ts';
import { usePayForm } from './use-pay-form.ts';
import { useOnline, type PayingHome } from './use-paying.ts';

export interface PayFormProps {
  readonly home: PayingHome;
  readonly payable: Payable;
  readonly first: Values;
  readonly draft: Draft<Values>;
}

export function PayForm({ home, payable, first, draft }: PayFormProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const online = useOnline();
  const form = usePayForm(payable, first, draft);
  const state = usePay({ home, payable, form, online });
  const { quote, way } = state;
  const amount = formats.money({ cents: quote?.totalCents ?? 0, currency: home.view.rules.currency });
  return (
    <>
      <OnItsWay view={home.view} apart />
      {state.fault === '' ? null : (
        <Notice tone="loss" alert title={t('payments.pay.notDone')}>
          <p>{state.fault}</p>
        </Notice>
      )}
      <Wizard
        form={form}
        steps={stepsOf({ home, payable, form, state }, t)}
        finish={t(finishWords(way?.method === '', online), { amount })}
        finishWhy={way?.method === '' && !online ? t('payments.offline.page') : undefined}
        busy={state.busy}
        onFinish={state.pay}
      />
    </>
  );
}

function finishWords(isPage: boolean, online: boolean) {
  if (isPage) return 'payments.pay.toPage' as const;
  return online ? ('payments.pay.now' as const) : ('payments.pay.queue' as const);
}

function stepsOf(props: StepProps, t: Say): readonly WizardStep<Values>[] {
  return [
    {
      id: 'what',
      title: t('payments.step.what'),
      fields: ['charges', 'amount'],
      draw: () => <PayCharges {...props} />,
    },
    {
      id: 'how',
      title: t('payments.step.how'),
      text: t('payments.step.how.text'),
      fields: ['way'],
      draw: () => <PayWays {...props} />,
    },
    {
      id: 'review',
      title: t('payments.step.review'),
      fields: [],
      draw: () => <PayReview {...props} />,
    },
  ];
}
