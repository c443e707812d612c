/** Payments are tried out here: no money moves, and everybody is told so wherever they are. */
import { useMemo, type ReactNode } from 'react';
import { IconFlask } from '@tabler/icons-react';
import { paymentSetup } from '@communitrak/replica/queries/payment-account.ts';
import { useReplica } from '../../app/context.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import './online-payments.css';

export function SandboxNotice(): ReactNode {
  const t = useText();
  const replica = useReplica();
  const setup = useQuery(useMemo(() => paymentSetup(replica), [replica]));
  if (setup?.status?.mode !== 'sandbox') return null;
  return (
    <p className="op-sandbox">
      <IconFlask aria-hidden />
      {t('onlinePayments.sandbox')}
    </p>
  );
}
