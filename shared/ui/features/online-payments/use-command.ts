/** An act that writes: at most one at a time, however often it is pressed; why it was not done is kept in words. */
import { useRef, useState } from 'react';
import type { CommandResult } from '@communitrak/replica/commands/result.ts';
import type { MessageId } from '../../i18n/messages.ts';
import { useText } from '../../i18n/Text.tsx';

type CommandFault = Extract<CommandResult, { ok: false }>['code'];

const WORDS: Readonly<Partial<Record<CommandFault, MessageId>>> = {
  'not-allowed': 'onlinePayments.fault.notAllowed',
  invalid: 'onlinePayments.fault.invalid',
  closed: 'onlinePayments.fault.closed',
  immutable: 'onlinePayments.fault.immutable',
  'changed-meanwhile': 'onlinePayments.fault.changedMeanwhile',
  'app-too-old': 'onlinePayments.fault.appTooOld',
  'newer-version': 'onlinePayments.fault.appTooOld',
  'service-unpaid': 'onlinePayments.fault.unpaid',
  'quota-exceeded': 'onlinePayments.fault.full',
  'storage-failed': 'onlinePayments.fault.full',
};

export interface CommandState {
  readonly busy: boolean;
  /** Why the last try was not taken; '' when it was. */
  readonly fault: string;
  /** @returns true when it was written */
  readonly run: (write: () => Promise<CommandResult>) => Promise<boolean>;
}

export function useCommand(): CommandState {
  const t = useText();
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
    setFault(result.ok ? '' : t(WORDS[result.code] ?? 'onlinePayments.fault.other'));
    return result.ok;
  };
  return { busy, fault, run };
}
