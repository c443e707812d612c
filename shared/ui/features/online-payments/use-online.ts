/**
 * Acts that only a connection can do: a page of Stripe's is fetched and opened, or the server is asked for something. One at a
 * time; why it could not be done is kept in words.
 */
import { useRef, useState } from 'react';
import type { OnlineProblem, OnlineResult, PageResult } from '@communitrak/replica/commands/payment-pages.ts';
import { usePlatform } from '../../app/context.ts';
import type { MessageId } from '../../i18n/messages.ts';
import { useText } from '../../i18n/Text.tsx';

const WORDS = {
  offline: 'onlinePayments.problem.offline',
  'signed-out': 'onlinePayments.problem.signedOut',
  gone: 'onlinePayments.problem.gone',
  refused: 'onlinePayments.problem.refused',
  busy: 'onlinePayments.problem.busy',
  unavailable: 'onlinePayments.problem.unavailable',
} as const satisfies Record<OnlineProblem, MessageId>;

export interface OnlineState {
  readonly busy: boolean;
  /** Why the last try was not done; '' when it was. */
  readonly fault: string;
  /** Leaves for the page. */
  readonly leave: (ask: () => Promise<PageResult>) => Promise<void>;
  /** @returns true when it was done */
  readonly run: (ask: () => Promise<OnlineResult>) => Promise<boolean>;
}

export function useOnline(): OnlineState {
  const t = useText();
  const platform = usePlatform();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const under = useRef(false);
  const once = async <R extends OnlineResult | PageResult>(ask: () => Promise<R>): Promise<R | undefined> => {
    if (under.current) return undefined;
    under.current = true;
    setBusy(true);
    const result = await ask().finally(() => {
      under.current = false;
      setBusy(false);
    });
    setFault(result.ok ? '' : t(WORDS[result.problem]));
    return result;
  };
  return {
    busy,
    fault,
    leave: async (ask) => {
      const result = await once(ask);
      if (result?.ok === true) platform.leaveFor(result.url);
    },
    run: async (ask) => (await once(ask))?.ok === true,
  };
}
