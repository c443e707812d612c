/** The look of the new request. What it does is use-new-request.ts's. */
import { useState, type ReactNode } from 'react';
import { PLACE_LIMIT, TEXT_LIMIT, TITLE_LIMIT } from '@communitrak/domain/requests/index.ts';
import { Text, useText } from '../../i18n/Text.tsx';
import { useReplica } from '../../app/context.ts';
import { Actions, Button } from '../../kit/Button.tsx';
import { ChoiceField, TextAreaField, TextField } from '../../kit/Field.tsx';
import { Form } from '../../kit/form/Form.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Sheet } from '../../kit/Sheet.tsx';
import { PhotoField } from './PhotoField.tsx';
import { FOR_ASSOCIATION, isBlank, type PlaceKind } from './request-form.ts';
import {
  KINDS,
  KIND_HELP,
  KIND_WORDS,
  PRIORITIES,
  NEW_PRIORITY_HELP,
  NEW_PRIORITY_WORDS,
} from './request-words.ts';
import { useNewRequest, type NewRequest, type NewRequestProps } from './use-new-request.ts';

export function NewRequestForm(props: NewRequestProps): ReactNode {
  const t = useText();
  const request = useNewRequest(props);
  const { form, photos, homeChoices } = request;
  return (
    <Form
      form={form}
      busy={request.busy}
      submit={t(request.busy ? 'requests.new.sending' : 'requests.new.send')}
      onSubmit={() => void request.send()}
      more={<DiscardAct request={request} />}
    >
      {homeChoices.length === 0 ? <Notice tone="needs" title={t('requests.new.noHome')} /> : null}
      <ChoiceField
        label={t('requests.new.kind')}
        {...form.field('kind')}
        choices={KINDS.map((kind) => ({ value: kind, label: t(KIND_WORDS[kind]), help: t(KIND_HELP[kind]) }))}
      />
      {homeChoices.length > 1 ? (
        <ChoiceField
          label={t('requests.new.household')}
          {...form.field('household')}
          onChange={(household) =>
            form.set(household === FOR_ASSOCIATION ? { household, placeKind: 'common' } : { household })
          }
          choices={homeChoices}
        />
      ) : null}
      <TextField
        label={t('requests.new.title.label')}
        help={t('requests.new.title.help')}
        autoComplete="off"
        limit={TITLE_LIMIT}
        {...form.field('title')}
      />
      <TextAreaField
        label={t('requests.new.description.label')}
        help={t('requests.new.description.help')}
        rows={5}
        limit={TEXT_LIMIT}
        optional={form.values.kind !== 'architectural'}
        {...form.field('description')}
      />
      <PhotoField photos={photos} />
      <PlaceFields request={request} />
      <ChoiceField
        label={t('requests.new.priority')}
        help={t('requests.new.danger')}
        {...form.field('priority')}
        choices={PRIORITIES.map((priority) => ({
          value: priority,
          label: t(NEW_PRIORITY_WORDS[priority]),
          help: t(NEW_PRIORITY_HELP[priority]),
        }))}
      />
      <div aria-live="assertive">
        {request.failure === '' ? null : <Notice tone="needs" title={request.failure} />}
      </div>
    </Form>
  );
}

const PLACE_LABEL = {
  home: 'requests.new.place.home.label',
  common: 'requests.new.place.common.label',
  other: 'requests.new.place.other.label',
} as const;
const PLACE_HELP = {
  home: 'requests.new.place.home.help',
  common: 'requests.new.place.common.help',
  other: 'requests.new.place.other.help',
} as const;

function PlaceFields({ request }: { readonly request: NewRequest }): ReactNode {
  const t = useText();
  const { form, homeChoices } = request;
  const onlyAssociation = homeChoices.every(({ value }) => value === FOR_ASSOCIATION);
  const withHome = !onlyAssociation && form.values.household !== FOR_ASSOCIATION;
  const kind: PlaceKind = form.values.placeKind;
  return (
    <>
      <ChoiceField
        label={t('requests.new.place')}
        {...form.field('placeKind')}
        inline
        choices={[
          ...(withHome ? [{ value: 'home', label: t('requests.new.place.home') }] : []),
          { value: 'common', label: t('requests.new.place.common') },
          { value: 'other', label: t('requests.new.place.other') },
        ]}
      />
      <TextField
        label={t(PLACE_LABEL[kind])}
        help={t(PLACE_HELP[kind])}
        optional={kind === 'home'}
        limit={PLACE_LIMIT}
        {...form.field('placeText')}
      />
    </>
  );
}

function DiscardAct({ request }: { readonly request: NewRequest }): ReactNode {
  const t = useText();
  const replica = useReplica();
  const [asking, setAsking] = useState(false);
  const blank = isBlank(request.form.values) && (request.photos.ready ?? []).length === 0;
  return (
    <>
      {blank ? null : (
        <Button kind="quiet" onClick={() => setAsking(true)}>
          {t('requests.new.discard')}
        </Button>
      )}
      <Sheet
        open={asking}
        onClose={() => setAsking(false)}
        title={t('requests.new.discard.title')}
        footer={
          <Actions>
            <Button kind="danger" onClick={() => void request.discard()}>
              {t('requests.new.discard')}
            </Button>
            <Button onClick={() => setAsking(false)}>{t('requests.new.discard.keep')}</Button>
          </Actions>
        }
      >
        <p>
          <Text id="requests.new.discard.text" values={{ association: replica.associationName }} />
        </p>
      </Sheet>
    </>
  );
}
