/** Why an entry was not taken, in words that say what to do. */
import type { MessageId } from '../../i18n/messages.ts';

const BY_FIELD = new Map<string, MessageId>([
  ['closed body.posted', 'accounts.fault.locked'],
  ['invalid body.cents', 'accounts.fault.cents'],
  ['invalid body.currency', 'accounts.fault.currency'],
  ['invalid body.posted', 'accounts.fault.date'],
  ['invalid body.due', 'accounts.fault.date'],
  ['invalid body.reason', 'accounts.fault.reason'],
]);

const BY_CODE = new Map<string, MessageId>([
  ['', 'accounts.fault.twice'],
  ['immutable', 'accounts.fault.twice'],
  ['not-allowed', 'accounts.fault.notAllowed'],
  ['missing-document', 'accounts.fault.missing'],
  ['closed', 'accounts.fault.closed'],
  ['app-too-old', 'accounts.fault.appTooOld'],
  ['newer-version', 'accounts.fault.appTooOld'],
  ['quota-exceeded', 'accounts.fault.full'],
  ['storage-failed', 'accounts.fault.full'],
]);

/** @param detail the field at fault, where the rule named one */
export function faultWords(code: string, detail = ''): MessageId {
  return BY_FIELD.get(`${code} ${detail}`) ?? BY_CODE.get(code) ?? 'accounts.fault.other';
}
