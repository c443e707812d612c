/** Which words stand for what: outcomes, kinds of batches, why something was not written or not accepted. Pure. */
import type { RefusalCode } from '@communitrak/domain/core/verdict.ts';
import type { BatchKind } from '@communitrak/domain/receipts/index.ts';
import type { CommandResult } from '@communitrak/replica/commands/result.ts';
import type { Outcome } from '@communitrak/replica/queries/receipts.ts';
import type { MessageId } from '../../i18n/messages.ts';
import type { Tone } from '../../kit/DeliveryBadge.tsx';

export const KIND_WORDS: Readonly<Record<BatchKind, MessageId>> = {
  checks: 'receipts.kind.checks',
  cash: 'receipts.kind.cash',
  lockbox: 'receipts.kind.lockbox',
  deposit: 'receipts.kind.deposit',
};

export const OUTCOME_WORDS: Readonly<Record<Outcome, MessageId>> = {
  provisional: 'receipts.outcome.provisional',
  accepted: 'receipts.outcome.accepted',
  changed: 'receipts.outcome.changed',
  refused: 'receipts.outcome.refused',
};

export const OUTCOME_LOOKS: Readonly<
  Record<Outcome, { readonly tone: Tone; readonly mark: 'ring' | 'half' | 'tick' | 'cross' }>
> = {
  provisional: { tone: 'neutral', mark: 'ring' },
  accepted: { tone: 'done', mark: 'tick' },
  changed: { tone: 'needs', mark: 'half' },
  refused: { tone: 'loss', mark: 'cross' },
};

const POST_FAULTS: Readonly<Record<string, MessageId>> = {
  closed: 'receipts.fault.closed',
  'not-allowed': 'receipts.fault.notAllowed',
  'quota-exceeded': 'receipts.fault.full',
  'storage-failed': 'receipts.fault.storage',
};

type Failure = Extract<CommandResult, { readonly ok: false }>['code'];

export function postFaultWords(code: Failure): MessageId {
  return POST_FAULTS[code] ?? 'receipts.fault.other';
}

const REFUSALS: Readonly<Partial<Record<RefusalCode, MessageId>>> = {
  closed: 'receipts.refused.closed',
  'not-allowed': 'receipts.refused.notAllowed',
  'missing-document': 'receipts.refused.home',
  immutable: 'receipts.refused.twice',
};

/** Why the server did not take a payment, and what to do. */
export function refusalWords(code: RefusalCode | undefined): MessageId {
  return (code === undefined ? undefined : REFUSALS[code]) ?? 'receipts.refused.other';
}
