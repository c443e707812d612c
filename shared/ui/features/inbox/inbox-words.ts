/** Which words stand for the inbox's filters. */
import type { MessageId } from '../../i18n/messages.ts';
import type { AssigneeFilter, Sort, StatusFilter } from './inbox-filter.ts';

export const STATUS_FILTER_WORDS = {
  active: 'inbox.status.active',
  open: 'inbox.status.open',
  'in-progress': 'inbox.status.inProgress',
  waiting: 'inbox.status.waiting',
  closed: 'inbox.status.closed',
  all: 'inbox.status.all',
} as const satisfies Record<StatusFilter, MessageId>;

export const ASSIGNEE_WORDS = {
  any: 'inbox.assignee.any',
  me: 'inbox.assignee.me',
  none: 'inbox.assignee.none',
} as const satisfies Record<AssigneeFilter, MessageId>;

export const SORT_WORDS = {
  newest: 'inbox.sort.newest',
  oldest: 'inbox.sort.oldest',
  activity: 'inbox.sort.activity',
  due: 'inbox.sort.due',
  priority: 'inbox.sort.priority',
} as const satisfies Record<Sort, MessageId>;
