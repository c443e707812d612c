/** The new request's behaviour: values, faults, draft, photos, posting. Its look is NewRequestForm's. */
import { useCallback, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { isOffice } from '@communitrak/domain/core/principal.ts';
import { postRequest, type NewRequest as PostInput } from '@communitrak/replica/commands/requests.ts';
import type { HouseholdRow } from '@communitrak/replica/queries/people.ts';
import { useReplica } from '../../app/context.ts';
import { useAt } from '../../app/paths.ts';
import { useText } from '../../i18n/Text.tsx';
import { useAnnounce } from '../../kit/Announcer.tsx';
import type { Choice } from '../../kit/Field.tsx';
import type { Draft } from '../../kit/form/use-draft.ts';
import { useForm, type Form } from '../../kit/form/use-form.ts';
import {
  EMPTY_FORM,
  FOR_ASSOCIATION,
  faultsOf,
  toNewRequest,
  type FormField,
  type RequestForm,
} from './request-form.ts';
import { requestPaths } from './paths.ts';
import { faultWords } from './request-words.ts';
import { useDraftPhotos, type DraftPhotos } from './use-draft-photos.ts';

export interface NewRequestProps {
  readonly draft: Draft<RequestForm>;
  readonly homes: readonly HouseholdRow[];
  readonly draftKey: string;
}

export interface NewRequest {
  readonly form: Form<RequestForm>;
  readonly photos: DraftPhotos;
  readonly homeChoices: readonly Choice[];
  readonly busy: boolean;
  /** Why it was not posted, in words; '' when it was not tried or all is well. */
  readonly failure: string;
  readonly send: () => Promise<void>;
  readonly discard: () => Promise<void>;
}

/** What a member can report for: own homes, and from the office the association itself. */
export function useHomeChoices(homes: readonly HouseholdRow[]): readonly Choice[] {
  const t = useText();
  const replica = useReplica();
  return useMemo(() => {
    const own = homes.map(({ household, name, address }) => ({
      value: household,
      label: name,
      help: address,
    }));
    return isOffice(replica.principal)
      ? [...own, { value: FOR_ASSOCIATION, label: t('requests.new.household.association') }]
      : own;
  }, [homes, replica, t]);
}

function useFormFaults(choices: number): (values: RequestForm) => Partial<Record<FormField, string>> {
  const t = useText();
  return useCallback(
    (values) => {
      const faults = faultsOf(values, choices);
      return Object.fromEntries(Object.entries(faults).map(([field, id]) => [field, t(id)]));
    },
    [t, choices],
  );
}

/** The home as a place: its address, or its name where this device knows no address. */
function homeWords(home: HouseholdRow | undefined): string {
  if (home === undefined) return '';
  return home.address === '' ? home.name : home.address;
}

/** Posted or discarded: the draft goes, and so does the screen. */
function useLeave(draft: Draft<RequestForm>): (to: string, words: string) => Promise<void> {
  const navigate = useNavigate();
  const announce = useAnnounce();
  return async (to, words) => {
    await draft.drop();
    announce(words);
    await navigate(to, { replace: true });
  };
}

/** Runs one at a time: a second press while the first is under way does nothing. */
function useOnce(work: () => Promise<void>): { readonly busy: boolean; readonly run: () => Promise<void> } {
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const run = async (): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    await work().finally(() => {
      running.current = false;
      setBusy(false);
    });
  };
  return { busy, run };
}

export function useNewRequest({ draft, homes, draftKey }: NewRequestProps): NewRequest {
  const t = useText();
  const replica = useReplica();
  const at = useAt();
  const homeChoices = useHomeChoices(homes);
  const photos = useDraftPhotos(draftKey);
  const leave = useLeave(draft);
  const [failure, setFailure] = useState('');
  const validate = useFormFaults(homeChoices.length);
  const form = useForm<RequestForm>({ initial: EMPTY_FORM, validate, draft });

  /** The form as a request, or what is in its way, in words. */
  const compose = (): PostInput | string => {
    if (homeChoices.length === 0) return t('requests.new.noHome');
    if (photos.working.length > 0) return t('requests.new.photosBusy');
    const [only] = homeChoices.length === 1 ? homeChoices : [];
    const household = only?.value ?? form.values.household;
    const home = homes.find((one) => one.household === household);
    return toNewRequest({ ...form.values, household }, homeWords(home)) ?? t('requests.new.kind.missing');
  };
  const post = async (): Promise<void> => {
    const input = compose();
    if (typeof input === 'string') return setFailure(input);
    const result = await postRequest(replica, input, photos.ready ?? []);
    if (result.ok) return leave(at(requestPaths.one(result.id)), t('requests.new.done'));
    setFailure(t('requests.new.notSaved', { reason: t(faultWords(result.code)) }));
  };
  const { busy, run } = useOnce(post);
  const send = (): Promise<void> => {
    setFailure('');
    return run();
  };
  const discard = (): Promise<void> => leave(at(requestPaths.list), t('requests.new.discarded'));
  return { form, photos, homeChoices, busy, failure, send, discard };
}
