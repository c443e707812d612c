/**
 * An act that writes: at most one at a time, however often it is pressed; said when it is done, kept in words when it is
 * not.
 */
import { useRef, useState } from 'react';
import type { CommandResult } from '@communitrak/replica/commands/result.ts';
import { useText } from '../../i18n/Text.tsx';
import { faultWords } from './fault-words.ts';

export interface Act {
  readonly busy: boolean;
  /** Why the last try was not taken; '' when it was. */
  readonly fault: string;
  /** @returns true when it was written */
  readonly run: (write: () => Promise<CommandResult>) => Promise<boolean>;
}

export function useAct(): Act {
  const t = useText();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const under = useRef(false);
  const run = async (write: () => Promise<CommandResult>): Promise<boolean> => {
    if (under.current) return false;
    under.current = true;
    setBusy(true);
    const result = await write();
    under.current = false;
    setBusy(false);
    setFault(result.ok ? '' : t(faultWords(result.code)));
    return result.ok;
  };
  return { busy, fault, run };
}
