/** How far the account is: told to Stripe, checked by Stripe, taking payments, paying out. Each done, under way or to come. */
import type { ReactNode } from 'react';
import type { PaymentAccountBody } from '@communitrak/domain/payments/index.ts';
import type { MessageId } from '../../i18n/messages.ts';
import { useText } from '../../i18n/Text.tsx';
import { StatusTag } from '../../kit/DeliveryBadge.tsx';
import { Section } from '../../kit/Page.tsx';

interface Step {
  readonly title: MessageId;
  readonly text: MessageId;
  readonly done: boolean;
}

function stepsOf(account: PaymentAccountBody | null): readonly Step[] {
  const { detailsSubmitted = false, chargesEnabled = false, payoutsEnabled = false } = account ?? {};
  return [
    {
      title: 'onlinePayments.step.tell',
      text: 'onlinePayments.step.tell.text',
      done: detailsSubmitted,
    },
    {
      title: 'onlinePayments.step.charges',
      text: 'onlinePayments.step.charges.text',
      done: chargesEnabled,
    },
    {
      title: 'onlinePayments.step.payouts',
      text: 'onlinePayments.step.payouts.text',
      done: payoutsEnabled,
    },
  ];
}

const STATE_TITLE = {
  none: 'onlinePayments.account.none',
  onboarding: 'onlinePayments.account.onboarding',
  restricted: 'onlinePayments.account.restricted',
  active: 'onlinePayments.account.active',
} as const;

export function SetupSteps({ account }: { readonly account: PaymentAccountBody | null }): ReactNode {
  const t = useText();
  const steps = stepsOf(account);
  const now = steps.findIndex(({ done }) => !done);
  return (
    <Section title={t(STATE_TITLE[account?.state ?? 'none'])}>
      <ol className="op-steps">
        {steps.map(({ title, text, done }, at) => (
          <li key={title} aria-current={at === now ? 'step' : undefined}>
            <span className="op-line-words">
              <span className="op-line-title">{t(title)}</span>
              <span className="ct-soft">{t(text)}</span>
            </span>
            <StepTag done={done} now={at === now} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function StepTag({ done, now }: { readonly done: boolean; readonly now: boolean }): ReactNode {
  const t = useText();
  if (done)
    return (
      <StatusTag tone="done" mark="tick">
        {t('onlinePayments.step.done')}
      </StatusTag>
    );
  return (
    <StatusTag tone={now ? 'needs' : 'neutral'} mark={now ? 'half' : 'ring'}>
      {t(now ? 'onlinePayments.step.now' : 'onlinePayments.step.later')}
    </StatusTag>
  );
}
