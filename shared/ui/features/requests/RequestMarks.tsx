/** A request's state in words with a shape of its own; red only where something is late. */
import type { ReactNode } from 'react';
import { IconAlertTriangle, IconFlame, IconArrowUp } from '@tabler/icons-react';
import type { RequestPriority, RequestStatus } from '@communitrak/replica/queries/request-rows.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { StatusTag, type Tone } from '../../kit/DeliveryBadge.tsx';
import { NEW_PRIORITY_WORDS, STATUS_WORDS } from './request-words.ts';
// Home and inbox draw these marks without any request screen around them.
import './requests.css';

type Mark = 'ring' | 'half' | 'full' | 'tick' | 'cross';

const LOOKS = {
  open: { tone: 'needs', mark: 'ring' },
  'in-progress': { tone: 'action', mark: 'half' },
  waiting: { tone: 'neutral', mark: 'full' },
  done: { tone: 'done', mark: 'tick' },
  approved: { tone: 'done', mark: 'tick' },
  rejected: { tone: 'neutral', mark: 'cross' },
} as const satisfies Record<RequestStatus, { tone: Tone; mark: Mark }>;

/** @param short in dense lists, where the column says the rest */
export function RequestStatusTag(props: {
  readonly status: RequestStatus;
  readonly short?: boolean;
}): ReactNode {
  const t = useText();
  const { status, short = false } = props;
  const words = short && status === 'waiting' ? 'requests.status.waiting.short' : STATUS_WORDS[status];
  return <StatusTag {...LOOKS[status]}>{t(words)}</StatusTag>;
}

/** Only what stands out: low and normal say nothing in a list. */
export function PriorityMark({ priority }: { readonly priority: RequestPriority }): ReactNode {
  const t = useText();
  if (priority === 'low' || priority === 'normal') return null;
  const Icon = priority === 'urgent' ? IconFlame : IconArrowUp;
  return (
    <span className="rq-mark rq-mark-strong">
      <Icon aria-hidden />
      {t(NEW_PRIORITY_WORDS[priority])}
    </span>
  );
}

interface DueMarkProps {
  /** `YYYY-MM-DD` or ''. */
  readonly due: string;
  readonly overdue: boolean;
  /** Says since when; in lists that is on hover. */
  readonly long?: boolean;
}

/** The due date, as lateness where it has passed. */
export function DueMark({ due, overdue, long = false }: DueMarkProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  if (due === '') return null;
  if (!overdue) return <span className="rq-mark">{t('requests.due', { date: formats.date(due) })}</span>;
  return (
    <span className="rq-mark rq-mark-late" title={t('requests.overdue.since', { date: formats.date(due) })}>
      <IconAlertTriangle aria-hidden />
      {long ? t('requests.overdue.since', { date: formats.date(due) }) : t('requests.overdue')}
    </span>
  );
}

/** `R-0042`, or that it is still to come. */
export function RequestNumber({ number }: { readonly number: string }): ReactNode {
  const t = useText();
  if (number === '') return <span>{t('requests.number.follows')}</span>;
  return <span className="ct-numbers">{number}</span>;
}
