/** Days of a charge that are possible and hardly ever meant: said before it is written, not forbidden. Pure. */
import { isCalendarDate, daysBetween } from '@communitrak/domain/core/dates.ts';
import type { MessageId } from '../../../i18n/messages.ts';
import type { ActForm, Asked } from './act.ts';

/** A slip of the year is a year away at least. */
const FAR_DAYS = 366;

export interface OddDay {
  readonly words: MessageId;
  /** `YYYY-MM-DD` */
  readonly day: string;
}

const isFar = (day: string, today: string): boolean => Math.abs(daysBetween(today, day)) > FAR_DAYS;

export function oddDays({ act, view }: Asked, { posted, due }: ActForm): readonly OddDay[] {
  const { today } = view.rules;
  const [hasPosted, hasDue] = [isCalendarDate(posted), act === 'charge' && isCalendarDate(due)];
  return [
    ...(hasPosted && isFar(posted, today) ? [{ words: 'accounts.odd.posted' as const, day: posted }] : []),
    ...(hasDue && isFar(due, today) ? [{ words: 'accounts.odd.due' as const, day: due }] : []),
    ...(hasDue && hasPosted && due < posted ? [{ words: 'accounts.odd.before' as const, day: due }] : []),
  ];
}
