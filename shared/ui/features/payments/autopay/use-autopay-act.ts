/** An act on autopay: once at a time, said when it is done, kept in words when it is not. */
import { useState } from 'react';
import type { CommandResult } from '@communitrak/replica/commands/result.ts';
import type { MessageId } from '../../../i18n/messages.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useAnnounce } from '../../../kit/Announcer.tsx';
import { autopayFaultWords } from '../payment-words.ts';
import { useOnce } from '../use-once.ts';

export interface AutopayAct {
  readonly busy: boolean;
  /** '' when the last act was done. */
  readonly fault: string;
  readonly run: (done: MessageId, write: () => Promise<CommandResult>) => void;
}

/** @param onDone after it was written */
export function useAutopayAct(onDone?: () => void): AutopayAct {
  const t = useText();
  const announce = useAnnounce();
  const { busy, once } = useOnce();
  const [fault, setFault] = useState('');
  const run: AutopayAct['run'] = (done, write) =>
    void once(async () => {
      const result = await write();
      setFault(result.ok ? '' : t(autopayFaultWords(result.code)));
      if (!result.ok) return;
      announce(t(done));
      onDone?.();
    });
  return { busy, fault, run };
}
