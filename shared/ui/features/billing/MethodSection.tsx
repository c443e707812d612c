/** The card or bank account that pays the bill: entered and changed at Stripe's page; required before the trial ends. */
import type { ReactNode } from 'react';
import type { SubscriptionBody } from '@communitrak/domain/billing/index.ts';
import { billingMethodPage, billingPortalPage } from '@communitrak/replica/commands/association-pages.ts';
import { useReplica } from '../../app/context.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Button } from '../../kit/Button.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Section } from '../../kit/Page.tsx';
import { Fault, tailWords, useOnline } from '../online-payments/index.ts';

export function MethodSection({ bill }: { readonly bill: SubscriptionBody }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const replica = useReplica();
  const online = useOnline();
  const { method, trialEnds } = bill;
  return (
    <Section title={t('billing.method')} text={t('billing.method.text')}>
      {method === null ? (
        <Notice tone="needs" title={t('billing.method.none')}>
          {t('billing.method.none.text', { date: formats.date(trialEnds) })}
        </Notice>
      ) : (
        <p className="ct-section-text">{tailWords(method, t)}</p>
      )}
      <div className="ct-actions">
        <Button
          kind={method === null ? 'primary' : 'secondary'}
          busy={online.busy}
          onClick={() => void online.leave(() => billingMethodPage(replica))}
        >
          {t(method === null ? 'billing.method.add' : 'billing.method.change')}
        </Button>
        <Button busy={online.busy} onClick={() => void online.leave(() => billingPortalPage(replica))}>
          {t('billing.portal')}
        </Button>
      </div>
      <Fault words={online.fault} />
    </Section>
  );
}
