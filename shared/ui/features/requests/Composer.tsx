/**
 * Writing to a request: an answer that its household sees, or (office) an internal note that nobody else does. Each has
 * a draft of its own that outlives reload and crash. Which of the two is open is the caller's business: keys set it.
 */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { IconLock } from '@tabler/icons-react';
import { TEXT_LIMIT } from '@communitrak/domain/requests/index.ts';
import type { RequestDetail } from '@communitrak/replica/queries/request-rows.ts';
import { useReplica } from '../../app/context.ts';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { Button } from '../../kit/Button.tsx';
import { TextAreaField } from '../../kit/Field.tsx';
import { DraftNotice, DraftState } from '../../kit/form/DraftNotice.tsx';
import { useDraft, type Draft } from '../../kit/form/use-draft.ts';
import { useForm } from '../../kit/form/use-form.ts';
import { Segmented } from '../../kit/Segmented.tsx';
import { composeDraft } from './draft-keys.ts';
import { PhotoField } from './PhotoField.tsx';
import { readersOf, seenByWords } from './readers.ts';
import { parseTexts } from './request-form.ts';
import { useDraftPhotos, type DraftPhotos } from './use-draft-photos.ts';
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
  const { detail, acts, mode, onMode, focus } = props;
  const mayBoth = detail.may.answer && detail.may.note;
  const shown: ComposeMode = detail.may.answer ? mode : 'note';
  const key = composeDraft(shown, detail.id);
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
      <Writing key={key} draftKey={key} mode={shown} detail={detail} acts={acts} focus={focus} />
    </div>
  );
}

interface WritingProps {
  readonly draftKey: string;
  readonly mode: ComposeMode;
  readonly detail: RequestDetail;
  readonly acts: RequestActs;
  readonly focus: number;
}

interface Words {
  readonly text: string;
}

/** An older version kept the bare text. */
const parse = (value: unknown): Partial<Words> | undefined =>
  typeof value === 'string' ? { text: value } : parseTexts(value, ['text']);

/** Text, draft and sending of one of the two. */
function useWriting(props: WritingProps, draft: Draft<Words>, photos: DraftPhotos) {
  const t = useText();
  const announce = useAnnounce();
  const { mode, acts } = props;
  const [busy, setBusy] = useState(false);
  const ready = photos.ready ?? [];
  const faultOf = ({ text }: Words): string | undefined => {
    const empty = text.trim() === '' && (mode === 'note' || ready.length === 0);
    if (empty) return t(mode === 'note' ? 'requests.note.missing' : 'requests.answer.missing');
    if (text.trim().length > TEXT_LIMIT) return t('requests.new.description.long');
    return photos.working.length > 0 ? t('requests.new.photosBusy') : undefined;
  };
  const form = useForm<Words>({
    initial: { text: '' },
    draft,
    validate: (values) => {
      const text = faultOf(values);
      return text === undefined ? {} : { text };
    },
  });
  const post = async (): Promise<void> => {
    const text = form.now().text.trim();
    const failed = mode === 'note' ? await acts.note(text) : await acts.answer(text, ready);
    if (failed !== undefined) return form.fail('text', failed);
    await form.done();
    announce(t(mode === 'note' ? 'requests.note.done' : 'requests.answer.done'));
  };
  const send = async (): Promise<void> => {
    if (busy || !form.check()) return;
    setBusy(true);
    await post().finally(() => setBusy(false));
  };
  return { form, busy, send };
}

function Writing(props: WritingProps): ReactNode {
  const draft = useDraft(props.draftKey, parse);
  return draft === undefined ? null : <Written {...props} draft={draft} />;
}

function Written(props: WritingProps & { readonly draft: Draft<Words> }): ReactNode {
  const t = useText();
  const { mode, detail, focus, draftKey, draft } = props;
  const photos = useDraftPhotos(draftKey);
  const { form, busy, send } = useWriting(props, draft, photos);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (focus > 0) field.current?.focus();
  }, [focus]);
  const note = mode === 'note';
  const { principal } = useReplica();
  const formats = useFormats();
  const seenBy = seenByWords(readersOf(detail, principal), { t, formats });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <DraftNotice draft={form.draft} />
      <TextAreaField
        {...form.field('text')}
        // An empty answer is no fault until somebody sends it.
        onBlur={() => undefined}
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
        limit={TEXT_LIMIT}
        ref={field}
        onSend={() => void send()}
      />
      {note ? null : <PhotoField photos={photos} compact />}
      <Button type="submit" kind="primary" busy={busy} className="rq-compose-send">
        {t(note ? 'requests.note.send' : 'requests.answer.send')}
      </Button>
      <DraftState draft={form.draft} changed={form.changed} />
    </form>
  );
}
