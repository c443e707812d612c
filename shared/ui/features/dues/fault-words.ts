/** Why money was not posted or the books not changed, in words that say what to do. */
import type { CommandResult } from '@communitrak/replica/commands/result.ts';
import type { MessageId } from '../../i18n/messages.ts';

type CommandFault = Extract<CommandResult, { ok: false }>['code'];

const WORDS: Readonly<Partial<Record<CommandFault, MessageId>>> = {
  'not-allowed': 'dues.fault.notAllowed',
  invalid: 'dues.fault.invalid',
  closed: 'dues.fault.closed',
  immutable: 'dues.fault.immutable',
  'changed-meanwhile': 'dues.fault.changedMeanwhile',
  'app-too-old': 'dues.fault.appTooOld',
  'newer-version': 'dues.fault.newerVersion',
  'too-large': 'dues.fault.tooLarge',
  'quota-exceeded': 'dues.fault.quotaExceeded',
  'storage-failed': 'dues.fault.storageFailed',
};

export const faultWords = (code: CommandFault): MessageId => WORDS[code] ?? 'dues.fault.other';
