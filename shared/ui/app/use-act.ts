/**
 * An act that writes: at most one at a time, however often it is pressed; why it was not done is kept in words until the next
 * try.
 */
import { useRef, useState } from 'react';
import type { CommandResult } from '@communitrak/replica/commands/result.ts';

export type ActFault = Extract<CommandResult, { ok: false }>['code'];

export interface Act {
  readonly busy: boolean;
  /** Why the last try was not taken; '' when it was. */
  readonly fault: string;
  /** @returns true when it was written */
  readonly run: (write: () => Promise<CommandResult>) => Promise<boolean>;
}

/** @param words what a fault says to whoever pressed */
export function useAct(words: (code: ActFault) => string): Act {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const under = useRef(false);
  const run = async (write: () => Promise<CommandResult>): Promise<boolean> => {
    if (under.current) return false;
    under.current = true;
    setBusy(true);
    const result = await write().finally(() => {
      under.current = false;
      setBusy(false);
    });
    setFault(result.ok ? '' : words(result.code));
    return result.ok;
  };
  return { busy, fault, run };
}
