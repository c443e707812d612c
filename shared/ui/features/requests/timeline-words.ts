/** One change of a request as a sentence. Pure: words, dates and names come as functions. */
import type {
  RequestPriority,
  RequestStatus,
  TimelineChange,
} from '@communitrak/replica/queries/request-rows.ts';
import type { Say } from '../../i18n/Text.tsx';
import { isOpenStatus, PRIORITIES, PRIORITY_WORDS, STATUSES, STATUS_WORDS } from './request-words.ts';

export interface ChangeWords {
  readonly t: Say;
  /** Calendar date in the member's format. */
  readonly date: (date: string) => string;
  /** A member's name by local id; undefined for what is no known member's id. */
  readonly nameOf: (member: string) => string | undefined;
}

type Put = (change: TimelineChange, words: ChangeWords) => string;

const statusOf = (text: string): RequestStatus | undefined => STATUSES.find((status) => status === text);
const priorityOf = (text: string): RequestPriority | undefined =>
  PRIORITIES.find((priority) => priority === text);

/** A value that this version does not know is shown as it is: better a strange word than none. */
export function statusWord(value: string, t: Say): string {
  const status = statusOf(value);
  return status === undefined ? value : t(STATUS_WORDS[status]);
}

export function priorityWord(value: string, t: Say): string {
  const priority = priorityOf(value);
  return priority === undefined ? value : t(PRIORITY_WORDS[priority]);
}

const status: Put = ({ from, to }, { t }) => {
  const before = statusOf(from);
  if (to === 'open' && before !== undefined && !isOpenStatus(before)) {
    return t('requests.change.reopened', { from: statusWord(from, t) });
  }
  return t('requests.change.status', { from: statusWord(from, t), to: statusWord(to, t) });
};

const assignee: Put = ({ from, to }, { t, nameOf }) => {
  // The timeline brings names; a change made here and now brings ids.
  const name = (member: string): string => nameOf(member) ?? member;
  if (from === '') return t('requests.change.assigned', { to: name(to) });
  if (to === '') return t('requests.change.unassigned', { from: name(from) });
  return t('requests.change.reassigned', { from: name(from), to: name(to) });
};

const priority: Put = ({ from, to }, { t }) =>
  t('requests.change.priority', { from: priorityWord(from, t), to: priorityWord(to, t) });

const due: Put = ({ from, to }, { t, date }) => {
  if (from === '') return t('requests.change.due', { to: date(to) });
  if (to === '') return t('requests.change.dueGone', { from: date(from) });
  return t('requests.change.dueMoved', { from: date(from), to: date(to) });
};

const PUT: ReadonlyMap<string, Put> = new Map([
  ['status', status],
  ['assignee', assignee],
  ['priority', priority],
  ['due', due],
]);

export function changeWords(change: TimelineChange, words: ChangeWords): string {
  return PUT.get(change.field)?.(change, words) ?? words.t('requests.change.other');
}
