/** What happened to a request: who, when, what, oldest first. Internal notes carry their mark in words and shape. */
import { useMemo, type ReactNode } from 'react';
import { IconLock } from '@tabler/icons-react';
import { staff } from '@communitrak/replica/queries/people.ts';
import type { RequestDetail, TimelineEntry } from '@communitrak/replica/queries/request-rows.ts';
import { useReplica } from '../../app/context.ts';
import { useQuery } from '../../app/use-query.ts';
import type { MessageId } from '../../i18n/messages.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { DeliveryBadge } from '../../kit/DeliveryBadge.tsx';
import { DateText } from '../../kit/Values.tsx';
import { FilePhotos } from './FilePhotos.tsx';
import { changeWords, type ChangeWords } from './timeline-words.ts';

/** Words, dates and names for changes: the staff's names, and those the request itself tells. */
export function useChangeWords(detail: RequestDetail): ChangeWords {
  const t = useText();
  const formats = useFormats();
  const replica = useReplica();
  const people = useQuery(useMemo(() => staff(replica), [replica]));
  return useMemo(() => {
    const names = new Map([
      ...detail.timeline.map((entry) => [entry.authorId, entry.author] as const),
      [detail.assignee, detail.assigneeName] as const,
      ...(people ?? []).map(({ member, name }) => [member, name] as const),
    ]);
    return { t, date: formats.date, nameOf: (member) => names.get(member) };
  }, [t, formats, people, detail]);
}

export function Timeline({ detail }: { readonly detail: RequestDetail }): ReactNode {
  const t = useText();
  const words = useChangeWords(detail);
  return (
    <ol className="rq-timeline" aria-label={t('requests.detail.timeline')}>
      {detail.timeline.map((entry) => (
        <Entry key={entry.id} entry={entry} words={words} />
      ))}
    </ol>
  );
}

/** What its author did, after their name. */
export const ENTRY_ACTS = {
  created: 'requests.detail.created',
  comment: 'requests.detail.answered',
  change: 'requests.detail.changed',
  note: 'requests.detail.noted',
} as const satisfies Record<TimelineEntry['kind'], MessageId>;

function Entry({ entry, words }: { readonly entry: TimelineEntry; readonly words: ChangeWords }): ReactNode {
  const t = useText();
  const replica = useReplica();
  const mine = entry.authorId === replica.principal.member;
  return (
    <li className={`rq-entry rq-entry-${entry.kind}`}>
      <div className="rq-entry-head">
        <span>
          <strong>{entry.author === '' ? t('requests.detail.unknownAuthor') : entry.author}</strong>{' '}
          {t(ENTRY_ACTS[entry.kind])}
        </span>
        <span className="rq-entry-when">
          <DateText at={entry.at} />
          <DeliveryBadge state={entry.delivery} quietWhenSent={!mine} />
        </span>
      </div>
      {entry.kind === 'note' ? (
        <span className="rq-office-only">
          <IconLock aria-hidden />
          {t('requests.detail.officeOnly')}
        </span>
      ) : null}
      {entry.changes.length === 0 ? null : (
        <ul className="rq-entry-changes">
          {entry.changes.map((change) => (
            <li key={change.field}>{changeWords(change, words)}</li>
          ))}
        </ul>
      )}
      {/* The description of the report itself stands at the top of the request. */}
      {entry.text === '' || entry.kind === 'created' ? null : (
        <p className="ct-prose rq-said">{entry.text}</p>
      )}
      {entry.kind === 'created' ? null : <FilePhotos documentId={entry.id} files={entry.files} />}
    </li>
  );
}
