/** An act of online payments, with what is said when it was not taken. */
import { useAct, type Act, type ActFault } from '../../app/use-act.ts';
import type { MessageId } from '../../i18n/messages.ts';
import { useText } from '../../i18n/Text.tsx';

const WORDS: Readonly<Partial<Record<ActFault, MessageId>>> = {
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

export function useCommand(): Act {
  const t = useText();
  return useAct((code) => t(WORDS[code] ?? 'onlinePayments.fault.other'));
}
