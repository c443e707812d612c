/**
 * Which words stand for the kinds, statuses, priorities and refusals of requests. Literal message ids, so that the test
 * of unused words sees them. Refuses to know the words themselves.
 */
import type { CommandResult } from '@communitrak/replica/commands/result.ts';
import type { PhotoFault } from '@communitrak/replica/files/photos.ts';
import type {
  RequestKind,
  RequestPriority,
  RequestStatus,
} from '@communitrak/replica/queries/request-rows.ts';
import type { MessageId } from '../../i18n/messages.ts';

export const KINDS = ['maintenance', 'general', 'architectural'] as const satisfies readonly RequestKind[];
export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const satisfies readonly RequestPriority[];
/** In the order of a request's life. */
export const STATUSES = [
  'open',
  'in-progress',
  'waiting',
  'done',
  'approved',
  'rejected',
] as const satisfies readonly RequestStatus[];
export const OPEN_STATUSES = ['open', 'in-progress', 'waiting'] as const satisfies readonly RequestStatus[];

export function isKind(text: string): text is RequestKind {
  return KINDS.some((kind) => kind === text);
}

export function isOpenStatus(status: RequestStatus): boolean {
  return status === 'open' || status === 'in-progress' || status === 'waiting';
}

export const STATUS_WORDS = {
  open: 'requests.status.open',
  'in-progress': 'requests.status.inProgress',
  waiting: 'requests.status.waiting',
  done: 'requests.status.done',
  approved: 'requests.status.approved',
  rejected: 'requests.status.rejected',
} as const satisfies Record<RequestStatus, MessageId>;

export const KIND_WORDS = {
  general: 'requests.kind.general',
  maintenance: 'requests.kind.maintenance',
  architectural: 'requests.kind.architectural',
} as const satisfies Record<RequestKind, MessageId>;

export const KIND_HELP = {
  general: 'requests.kind.general.help',
  maintenance: 'requests.kind.maintenance.help',
  architectural: 'requests.kind.architectural.help',
} as const satisfies Record<RequestKind, MessageId>;

export const PRIORITY_WORDS = {
  low: 'requests.priority.low',
  normal: 'requests.priority.normal',
  high: 'requests.priority.high',
  urgent: 'requests.priority.urgent',
} as const satisfies Record<RequestPriority, MessageId>;

/** The short words of the form, where the question has already named what they are. */
export const NEW_PRIORITY_WORDS = {
  low: 'requests.new.priority.low',
  normal: 'requests.new.priority.normal',
  high: 'requests.new.priority.high',
  urgent: 'requests.new.priority.urgent',
} as const satisfies Record<RequestPriority, MessageId>;

export const NEW_PRIORITY_HELP = {
  low: 'requests.new.priority.low.help',
  normal: 'requests.new.priority.normal.help',
  high: 'requests.new.priority.high.help',
  urgent: 'requests.new.priority.urgent.help',
} as const satisfies Record<RequestPriority, MessageId>;

export const PHOTO_FAULT_WORDS = {
  'not-an-image': 'requests.photo.notAnImage',
  'too-large': 'requests.photo.tooLarge',
  'too-many-pixels': 'requests.photo.tooManyPixels',
  'cannot-read': 'requests.photo.cannotRead',
} as const satisfies Record<PhotoFault, MessageId>;

type CommandFault = Extract<CommandResult, { ok: false }>['code'];

const FAULT_WORDS = new Map<string, MessageId>(
  Object.entries({
    'not-allowed': 'requests.fault.notAllowed',
    invalid: 'requests.fault.invalid',
    closed: 'requests.fault.closed',
    'not-a-transition': 'requests.fault.notATransition',
    'changed-meanwhile': 'requests.fault.changedMeanwhile',
    'missing-document': 'requests.fault.missingDocument',
    'app-too-old': 'requests.fault.appTooOld',
    'newer-version': 'requests.fault.newerVersion',
    'too-large': 'requests.fault.tooLarge',
    'quota-exceeded': 'requests.fault.quotaExceeded',
    'storage-failed': 'requests.fault.storageFailed',
  } satisfies Partial<Record<CommandFault, MessageId>>),
);

/** Why something was not done, in words; a code this version does not know gets the general sentence. */
export function faultWords(code: string): MessageId {
  return FAULT_WORDS.get(code) ?? 'requests.fault.other';
}

/** A step that ends or reopens a request, as a button says it. */
export function actWords(status: RequestStatus, manages: boolean): MessageId {
  if (status === 'approved') return 'requests.act.approve';
  if (status === 'rejected') return 'requests.act.reject';
  if (status === 'open') return 'requests.act.reopen';
  return manages ? 'requests.act.done' : 'requests.act.solved';
}
