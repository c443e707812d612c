/**
 * One request on paper: what it is, how it stands, what happened, the photos. Offered as an act of its screen; the browser's own
 * print gives the same. Internal notes are left out, for paper is handed on, and it says so.
 */
import type { ReactNode } from 'react';
import { IconPrinter } from '@tabler/icons-react';
import type { RequestDetail, TimelineEntry } from '@communitrak/replica/queries/request-rows.ts';
import { usePlatform, useReplica } from '../../app/context.ts';
import { useText, type Say } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import type { Formats } from '../../i18n/formats.ts';
import { IconButton } from '../../kit/Button.tsx';
import { PrintSheet } from '../../kit/print/PrintSheet.tsx';
import { useNow } from '../../kit/use-now.ts';
import { localDate } from './local-date.ts';
import { KIND_WORDS, PRIORITY_WORDS, STATUS_WORDS } from './request-words.ts';
import { ENTRY_ACTS, useChangeWords } from './Timeline.tsx';
import { changeWords, type ChangeWords } from './timeline-words.ts';
import { usePhotosOf, type PhotosOf } from './use-file-views.ts';

export function RequestPrint({ detail }: { readonly detail: RequestDetail }): ReactNode {
  const t = useText();
  const platform = usePlatform();
  const { associationName } = useReplica();
  const today = localDate(useNow());
  // Read while the screen shows it: a browser that prints waits for nothing.
  const photosOf = usePhotosOf(detail);
  const words = useChangeWords(detail);
  const title = detail.number === '' ? detail.title : `${detail.number} ${detail.title}`;
  return (
    <>
      <IconButton label={t('requests.print')} onClick={() => platform.print()}>
        <IconPrinter aria-hidden />
      </IconButton>
      <PrintSheet association={associationName} title={title} today={today}>
        {() => <Paper detail={detail} words={words} photosOf={photosOf} />}
      </PrintSheet>
    </>
  );
}

interface PaperProps {
  readonly detail: RequestDetail;
  readonly words: ChangeWords;
  readonly photosOf: PhotosOf;
}

function Paper({ detail, words, photosOf }: PaperProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const told = detail.timeline.filter(({ kind }) => kind !== 'note');
  const notes = detail.timeline.length - told.length;
  return (
    <>
      <dl className="pr-facts">
        {factsOf(detail, t, formats).map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {detail.description === '' ? null : <p className="pr-words">{detail.description}</p>}
      <PrintedPhotos photosOf={photosOf} document={detail.id} />
      <h2>{t('requests.detail.timeline')}</h2>
      {told.map((entry) => (
        <PrintedEntry key={entry.id} entry={entry} words={words} photosOf={photosOf} />
      ))}
      {notes === 0 ? null : <p className="pr-printed">{t('requests.print.notes', { count: notes })}</p>}
    </>
  );
}

interface Fact {
  readonly name: string;
  readonly value: string;
}

function factsOf(detail: RequestDetail, t: Say, formats: Formats): readonly Fact[] {
  const or = (value: string, none: string): string => (value === '' ? none : value);
  return [
    { name: t('requests.detail.status'), value: t(STATUS_WORDS[detail.status]) },
    { name: t('requests.detail.assignee'), value: or(detail.assigneeName, t('requests.detail.nobody')) },
    { name: t('requests.detail.priority'), value: t(PRIORITY_WORDS[detail.priority]) },
    {
      name: t('requests.detail.due'),
      value: detail.due === '' ? t('requests.detail.noDue') : formats.date(detail.due),
    },
    { name: t('requests.detail.kind'), value: t(KIND_WORDS[detail.kind]) },
    { name: t('requests.detail.place'), value: or(detail.place, t('requests.detail.noPlace')) },
    { name: t('requests.detail.household'), value: detail.householdName },
    {
      name: t('requests.detail.reporter'),
      value: `${detail.reporterName}, ${formats.fullTime(detail.at)}`,
    },
  ].filter(({ value }) => value !== '');
}

function PrintedEntry(props: {
  readonly entry: TimelineEntry;
  readonly words: ChangeWords;
  readonly photosOf: PhotosOf;
}): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { entry, words, photosOf } = props;
  const own = entry.kind !== 'created';
  return (
    <section className="pr-entry">
      <p>
        <strong>{entry.author === '' ? t('requests.detail.unknownAuthor') : entry.author}</strong>{' '}
        {t(ENTRY_ACTS[entry.kind])} <span className="pr-printed">{formats.fullTime(entry.at)}</span>
      </p>
      {entry.changes.map((change) => (
        <p key={change.field}>{changeWords(change, words)}</p>
      ))}
      {own && entry.text !== '' ? <p className="pr-words">{entry.text}</p> : null}
      {own ? <PrintedPhotos photosOf={photosOf} document={entry.id} /> : null}
    </section>
  );
}

/** Those that are on this device; of the others their names, so that nobody takes the paper for the whole. */
function PrintedPhotos(props: { readonly photosOf: PhotosOf; readonly document: string }): ReactNode {
  const t = useText();
  const photos = props.photosOf(props.document);
  const missing = photos.filter(({ url }) => url === undefined);
  const here = photos.filter(({ url }) => url !== undefined);
  return (
    <>
      {here.length === 0 ? null : (
        <div className="pr-photos">
          {here.map(({ key, url, alt }) => (
            <img key={key} src={url} alt={alt} />
          ))}
        </div>
      )}
      {missing.length === 0 ? null : (
        <p className="pr-printed">
          {t('requests.print.missing', { names: missing.map(({ alt }) => alt).join(', ') })}
        </p>
      )}
    </>
  );
}
