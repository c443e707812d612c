/** Ending the service with the term that is paid, said before it is done; and taking that back as long as it runs. */
import { useState, type ReactNode } from 'react';
import type { SubscriptionBody } from '@communitrak/domain/billing/index.ts';
import { cancelService } from '@communitrak/replica/commands/association-pages.ts';
import { useReplica } from '../../app/context.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { Button } from '../../kit/Button.tsx';
import { Section } from '../../kit/Page.tsx';
import { Sheet } from '../../kit/Sheet.tsx';
import { Fault, useOnline, type OnlineState } from '../online-payments/index.ts';

export function CancelSection({ bill }: { readonly bill: SubscriptionBody }): ReactNode {
  const t = useText();
  const replica = useReplica();
  const announce = useAnnounce();
  const online = useOnline();
  const [asking, setAsking] = useState(false);
  if (bill.status === 'ended') return null;
  const put = async (cancel: boolean): Promise<void> => {
    if (!(await online.run(() => cancelService(replica, cancel)))) return;
    setAsking(false);
    announce(t(cancel ? 'billing.cancel.done' : 'billing.cancel.takenBack'));
  };
  return (
    <Section title={t('billing.cancel')} text={t('billing.cancel.text')}>
      {bill.cancelAtEnd ? (
        <Button kind="primary" busy={online.busy} onClick={() => void put(false)}>
          {t('billing.cancel.takeBack')}
        </Button>
      ) : (
        <Button kind="danger" onClick={() => setAsking(true)}>
          {t('billing.cancel.act')}
        </Button>
      )}
      {asking ? (
        <Asking
          bill={bill}
          online={online}
          onCancel={() => void put(true)}
          onClose={() => setAsking(false)}
        />
      ) : (
        <Fault words={online.fault} />
      )}
    </Section>
  );
}

function Asking(props: {
  readonly bill: SubscriptionBody;
  readonly online: OnlineState;
  readonly onCancel: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const { bill, online, onCancel, onClose } = props;
  const t = useText();
  const formats = useFormats();
  return (
    <Sheet
      open
      onClose={onClose}
      title={t('billing.cancel.title')}
      footer={
        <>
          <Button kind="danger" busy={online.busy} onClick={onCancel}>
            {t('billing.cancel.confirm')}
          </Button>
          <Button onClick={onClose}>{t('billing.cancel.keep')}</Button>
        </>
      }
    >
      <p>{t('billing.cancel.means', { date: formats.date(bill.periodTo) })}</p>
      <p className="ct-soft">{t('billing.cancel.kept')}</p>
      <Fault words={online.fault} />
    </Sheet>
  );
}
