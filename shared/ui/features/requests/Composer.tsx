/**
 * Writing to a request: an answer that its household sees, or (office) an internal note that nobody else does. Each has
 * a draft of its own that outlives reload and crash. Which of the two is open is the caller's business: keys set it.
 */
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { IconLock } from '@tabler/icons-react';
import { TEXT_LIMIT } from '@communitrak/domain/requests/index.ts';
import { draft, dropDraft, saveDraft } from '@communitrak/replica/commands/drafts.ts';
import type { RequestDetail } from '@communitrak/replica/queries/request-rows.ts';
import { useReplica } from '../../app/context.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { Button } from '../../kit/Button.tsx';
import { TextAreaField } from '../../kit/Field.tsx';
import { Segmented } from '../../kit/Segmented.tsx';
import { draftSaver } from './draft-saver.ts';
import { PhotoField } from './PhotoField.tsx';
import { useDraftPhotos, type DraftPhotos } from './use-draft-photos.ts';
import { useOpening } from './use-kept.ts';
import type { RequestActs } from './use-request-acts.ts';

export type ComposeMode = 'answer' | 'note';

interface ComposerProps {
  readonly detail: RequestDetail;
  readonly acts: RequestActs;
  readonly mode: ComposeMode;
  readonly onMode: (mode: ComposeMode) => void;
  /** Rises by one each time a key wants the field. */
  readonly focus: number;
}

export function Composer(props: ComposerProps): ReactNode {
  const t = useText();
  const replica = useReplica();
  const { detail, acts, mode, onMode, focus } = props;
  const mayBoth = detail.may.answer && detail.may.note;
  const shown: ComposeMode = detail.may.answer ? mode : 'note';
  const key = `${shown}:${detail.id}`;
  const kept = useQuery(useMemo(() => draft(replica, key), [replica, key]));
  return (
    <div className={`rq-composer rq-composer-${shown}`}>
      {mayBoth ? (
        <Segmented
          label={t('requests.compose.what')}
          value={shown}
          onChange={onMode}
          segments={[
            { value: 'answer', label: t('requests.compose.answer') },
            { value: 'note', label: t('requests.compose.note') },
          ]}
        />
      ) : null}
      {kept === undefined ? null : (
        <Writing
          key={key}
          draftKey={key}
          start={kept}
          mode={shown}
          detail={detail}
          acts={acts}
          focus={focus}
        />
      )}
    </div>
  );
}

interface WritingProps {
  readonly draftKey: string;
  readonly start: unknown;
  readonly mode: ComposeMode;
  readonly detail: RequestDetail;
  readonly acts: RequestActs;
  readonly focus: number;
}

/** Text, draft and sending of one of the two. */
function useWriting(props: WritingProps, photos: DraftPhotos) {
  const t = useText();
  const replica = useReplica();
  const announce = useAnnounce();
  const { draftKey, start, mode, acts } = props;
  const opening = useOpening(start);
  const [text, setText] = useState(typeof opening === 'string' ? opening : '');
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const makeSaver = () =>
    draftSaver<string>(
      (value) => saveDraft(replica, draftKey, value),
      (failed) => setFault(failed === undefined ? undefined : t('requests.new.notKept')),
    );
  const saver = useRef(makeSaver);
  const current = useRef<ReturnType<typeof makeSaver>>(undefined);
  const write = (value: string): void => {
    setText(value);
    setFault(undefined);
    current.current ??= saver.current();
    current.current.keep(value);
  };
  const ready = photos.ready ?? [];
  const empty = text.trim() === '' && (mode === 'note' || ready.length === 0);
  const faultNow = (): string | undefined => {
    if (empty) return t(mode === 'note' ? 'requests.note.missing' : 'requests.answer.missing');
    if (text.trim().length > TEXT_LIMIT) return t('requests.new.description.long');
    return photos.working.length > 0 ? t('requests.new.photosBusy') : undefined;
  };
  const post = async (): Promise<void> => {
    const failed = mode === 'note' ? await acts.note(text.trim()) : await acts.answer(text.trim(), ready);
    if (failed !== undefined) return setFault(failed);
    await current.current?.stop();
    current.current = undefined;
    await dropDraft(replica, draftKey);
    setText('');
    announce(t(mode === 'note' ? 'requests.note.done' : 'requests.answer.done'));
  };
  const send = async (): Promise<void> => {
    const wrong = faultNow();
    setFault(wrong);
    if (wrong !== undefined || busy) return;
    setBusy(true);
    await post().finally(() => setBusy(false));
  };
  return { text, write, fault, busy, send };
}

function Writing(props: WritingProps): ReactNode {
  const t = useText();
  const { mode, detail, focus, draftKey } = props;
  const photos = useDraftPhotos(draftKey);
  const { text, write, fault, busy, send } = useWriting(props, photos);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (focus > 0) field.current?.focus();
  }, [focus]);
  const note = mode === 'note';
  const replica = useReplica();
  const others = detail.reporter === replica.principal.member ? '' : detail.reporterName;
  const seenBy =
    others === '' ? t('requests.answer.toOffice') : t('requests.answer.toReporter', { name: others });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextAreaField
        label={t(note ? 'requests.note.label' : 'requests.answer.label')}
        help={
          note ? (
            <span className="rq-office-only">
              <IconLock aria-hidden />
              {t('requests.note.who')}
            </span>
          ) : (
            seenBy
          )
        }
        rows={3}
        ref={field}
        value={text}
        error={fault}
        onChange={write}
        onSend={() => void send()}
      />
      {note ? null : <PhotoField photos={photos} compact />}
      <Button type="submit" kind="primary" busy={busy} className="rq-compose-send">
        {t(note ? 'requests.note.send' : 'requests.answer.send')}
      </Button>
    </form>
  );
}
