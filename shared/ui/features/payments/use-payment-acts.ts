/** What can be done with a payment that has not ended: go on at the gateway's page, take it back. */
import { useNavigate } from 'react-router';
import { leavePage } from '@communitrak/replica/commands/payment-pages.ts';
import { pageOf, takeBack } from '@communitrak/replica/commands/payments.ts';
import { usePlatform, useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useText } from '../../i18n/Text.tsx';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { paymentPaths } from './paths.ts';
import { faultWords, PROBLEMS } from './payment-words.ts';
import { useOnce } from './use-once.ts';

export interface PaymentActs {
  readonly busy: boolean;
  readonly toPage: () => void;
  /** Before anything has been sent. */
  readonly cancel: () => void;
  /** While it waits for the person at the gateway's page; only the server can close that. */
  readonly leave: () => void;
}

/** @param id document id */
export function usePaymentActs(id: string): PaymentActs {
  const t = useText();
  const at = useAt();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const replica = useReplica();
  const platform = usePlatform();
  const { busy, once } = useOnce();
  const toPage = async (): Promise<void> => {
    const page = await pageOf(replica, id);
    if (page.ok) platform.leaveFor(page.url);
    else announce(t(PROBLEMS[page.problem]));
  };
  const cancel = async (): Promise<void> => {
    const result = await takeBack(replica, id);
    announce(t(result.ok ? 'payments.cancelled' : faultWords(result.code)));
    // With it goes its page.
    if (result.gone === true) await navigate(at(paymentPaths.list), { replace: true });
  };
  const leave = async (): Promise<void> => {
    const result = await leavePage(replica, id);
    announce(t(result.ok ? 'payments.cancelled' : PROBLEMS[result.problem]));
  };
  return {
    busy,
    leave: () => void once(leave),
    toPage: () => void once(toPage),
    cancel: () => void once(cancel),
  };
}
