/** Putting right what was reported, while nobody has taken it up (the office: until it is closed). */
import { useState, type ReactNode } from 'react';
import { PLACE_LIMIT, TEXT_LIMIT, TITLE_LIMIT } from '@communitrak/domain/requests/index.ts';
import { editRequest } from '@communitrak/replica/commands/requests.ts';
import type { RequestDetail } from '@communitrak/replica/queries/request-rows.ts';
import { useReplica } from '../../app/context.ts';
import { useText } from '../../i18n/Text.tsx';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { TextAreaField, TextField } from '../../kit/Field.tsx';
import { FormSheet } from '../../kit/form/FormSheet.tsx';
import { useDraft, type Draft } from '../../kit/form/use-draft.ts';
import { useForm } from '../../kit/form/use-form.ts';
import { Notice } from '../../kit/Notice.tsx';
import { editDraft } from './draft-keys.ts';
import { parseTexts } from './request-form.ts';
import { faultWords } from './request-words.ts';

type Texts = { readonly title: string; readonly description: string; readonly place: string };

const FIELDS = ['title', 'description', 'place'] as const;

/** Only what differs: an unchanged place may stand for a property's id, and its words are not it. */
export function editOf(before: Texts, after: Texts): Partial<Texts> {
  const changed = FIELDS.filter((field) => before[field].trim() !== after[field].trim());
  return Object.fromEntries(changed.map((field) => [field, after[field].trim()]));
}

interface EditSheetProps {
  readonly detail: RequestDetail;
  readonly onClose: () => void;
}

const parse = (value: unknown): Partial<Texts> | undefined => parseTexts(value, FIELDS);

export function EditSheet(props: EditSheetProps): ReactNode {
  const draft = useDraft(editDraft(props.detail.id), parse);
  return draft === undefined ? null : <Editing {...props} draft={draft} />;
}

function useEdit(detail: RequestDetail, draft: Draft<Texts>, onClose: () => void) {
  const t = useText();
  const replica = useReplica();
  const announce = useAnnounce();
  const [failure, setFailure] = useState('');
  const before: Texts = { title: detail.title, description: detail.description, place: detail.place };
  const form = useForm<Texts>({
    initial: before,
    draft,
    validate: ({ title, description, place }) => ({
      ...(title.trim() === '' ? { title: t('requests.new.title.missing') } : {}),
      ...(title.trim().length > TITLE_LIMIT ? { title: t('requests.new.title.long') } : {}),
      ...(description.trim().length > TEXT_LIMIT ? { description: t('requests.new.description.long') } : {}),
      ...(place.trim().length > PLACE_LIMIT ? { place: t('requests.new.place.long') } : {}),
    }),
  });
  const save = async (): Promise<void> => {
    const edit = editOf(before, form.now());
    if (Object.keys(edit).length > 0) {
      const result = await editRequest(replica, detail.id, edit);
      if (!result.ok) return setFailure(t('requests.act.notChanged', { reason: t(faultWords(result.code)) }));
      announce(t('requests.edit.done'));
    }
    await form.done();
    onClose();
  };
  return { form, failure, save };
}

function Editing({ detail, draft, onClose }: EditSheetProps & { readonly draft: Draft<Texts> }): ReactNode {
  const t = useText();
  const { form, failure, save } = useEdit(detail, draft, onClose);
  const submit = (): void => {
    if (form.check()) void save();
  };
  return (
    <FormSheet
      form={form}
      onClose={onClose}
      onSubmit={() => void save()}
      title={t('requests.edit.title')}
      submit={t('requests.edit.save')}
    >
      {failure === '' ? null : <Notice tone="needs" title={failure} alert />}
      <TextField label={t('requests.new.title.label')} limit={TITLE_LIMIT} {...form.field('title')} />
      <TextAreaField
        label={t('requests.detail.description')}
        limit={TEXT_LIMIT}
        {...form.field('description')}
        onSend={submit}
      />
      <TextField label={t('requests.detail.place')} limit={PLACE_LIMIT} {...form.field('place')} />
    </FormSheet>
  );
}
