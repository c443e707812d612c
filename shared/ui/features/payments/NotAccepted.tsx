/** A payment that the server would not take: nothing was charged, and why. */
import type { ReactNode } from 'react';
import type { RefusedPayment } from '@communitrak/replica/queries/payments.ts';
import { useAt } from '../../app/paths.ts';
import { useText } from '../../i18n/Text.tsx';
import { LinkButton } from '../../kit/Button.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { paymentPaths } from './paths.ts';
import { faultWords } from './payment-words.ts';

export function NotAccepted({ refused }: { readonly refused: RefusedPayment }): ReactNode {
  const t = useText();
  const at = useAt();
  return (
    <Notice
      tone="loss"
      title={t('payments.notAccepted')}
      actions={
        <>
          <LinkButton kind="primary" to={at(paymentPaths.pay())}>
            {t('payments.again')}
          </LinkButton>
          <LinkButton to={at('unsent')}>{t('payments.unsent.see')}</LinkButton>
        </>
      }
    >
      <p>{t(faultWords(refused.code))}</p>
    </Notice>
  );
}
