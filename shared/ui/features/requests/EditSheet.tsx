/** Putting right what was reported, while nobody has taken it up (the office: until it is closed). */
import { useState, type ReactNode } from 'react';
import { PLACE_LIMIT, TEXT_LIMIT, TITLE_LIMIT } from '@communitrak/domain/requests/index.ts';
import { editRequest } from '@communitrak/replica/commands/requests.ts';
import type { RequestDetail } from '@communitrak/replica/queries/request-rows.ts';
import { useReplica } from '../../app/context.ts';
import { useText } from '../../i18n/Text.tsx';
import { useAnnounce } from '../../kit/Announcer.tsx';
import { Button } from '../../kit/Button.tsx';
import { TextAreaField, TextField } from '../../kit/Field.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Sheet } from '../../kit/Sheet.tsx';
import { useForm } from '../../kit/use-form.ts';
import { faultWords } from './request-words.ts';

type Texts = { readonly title: string; readonly description: string; readonly place: string };

/** Only what differs: an unchanged place may stand for a property's id, and its words are not it. */
export function editOf(before: Texts, after: Texts): Partial<Texts> {
  const changed = (['title', 'description', 'place'] as const).filter(
    (field) => before[field].trim() !== after[field].trim(),
  );
  return Object.fromEntries(changed.map((field) => [field, after[field].trim()]));
}

function useEdit(detail: RequestDetail, onClose: () => void) {
  const t = useText();
  const replica = useReplica();
  const announce = useAnnounce();
  const [failure, setFailure] = useState('');
  const before: Texts = { title: detail.title, description: detail.description, place: detail.place };
  const form = useForm<Texts>({
    initial: before,
    validate: ({ title, description, place }) => ({
      ...(title.trim() === '' ? { title: t('requests.new.title.missing') } : {}),
      ...(title.trim().length > TITLE_LIMIT ? { title: t('requests.new.title.long') } : {}),
      ...(description.trim().length > TEXT_LIMIT ? { description: t('requests.new.description.long') } : {}),
      ...(place.trim().length > PLACE_LIMIT ? { place: t('requests.new.place.long') } : {}),
    }),
  });
  const save = async (): Promise<void> => {
    if (!form.check()) return;
    const edit = editOf(before, form.values);
    if (Object.keys(edit).length === 0) return onClose();
    const result = await editRequest(replica, detail.id, edit);
    if (!result.ok) return setFailure(t('requests.act.notChanged', { reason: t(faultWords(result.code)) }));
    announce(t('requests.edit.done'));
    onClose();
  };
  return { form, failure, save };
}

export function EditSheet({
  detail,
  onClose,
}: {
  readonly detail: RequestDetail;
  readonly onClose: () => void;
}): ReactNode {
  const t = useText();
  const { form, failure, save } = useEdit(detail, onClose);
  return (
    <Sheet
      open
      onClose={onClose}
      title={t('requests.edit.title')}
      footer={
        <>
          <Button kind="primary" onClick={() => void save()}>
            {t('requests.edit.save')}
          </Button>
          <Button onClick={onClose}>{t('requests.decide.cancel')}</Button>
        </>
      }
    >
      {failure === '' ? null : <Notice tone="needs" title={failure} alert />}
      <TextField label={t('requests.new.title.label')} {...form.field('title')} />
      <TextAreaField
        label={t('requests.detail.description')}
        {...form.field('description')}
        onSend={() => void save()}
      />
      <TextField label={t('requests.detail.place')} {...form.field('place')} />
    </Sheet>
  );
}
