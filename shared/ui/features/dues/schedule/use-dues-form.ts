/** The dues wizard's form: its draft, what is wrong with it, and saving it. */
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { makeId } from '@communitrak/domain/core/ids.ts';
import type { DuesSchedule, Home } from '@communitrak/domain/ledger/index.ts';
import { keepDues } from '@communitrak/replica/commands/money.ts';
import { useReplica } from '../../../app/context.ts';
import { useAt } from '../../../app/paths.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useAnnounce } from '../../../kit/Announcer.tsx';
import type { Errors } from '../../../kit/form/form-faults.ts';
import type { Draft } from '../../../kit/form/use-draft.ts';
import { useForm } from '../../../kit/form/use-form.ts';
import { useDateFaults } from '../../../kit/pickers/use-date-faults.ts';
import { duesPaths } from '../paths.ts';
import { useAct } from '../use-act.ts';
import { bodyOf, formOf, NEW_DUES, type DuesForm } from './dues-form.ts';
import { useAmountFaults } from './use-amount-faults.ts';

export const NAME_LIMIT = 120;

export interface DuesFormProps {
  /** Undefined for a new one. */
  readonly schedule: DuesSchedule | undefined;
  readonly homes: readonly Home[];
  readonly draft: Draft<DuesForm>;
}

function useFaults(homes: readonly Home[]): (values: DuesForm) => Errors<DuesForm> {
  const t = useText();
  const dateFault = useDateFaults();
  const amountFaults = useAmountFaults(homes);
  const nameFault = (name: string): string | undefined => {
    if (name.trim() === '') return t('dues.form.name.missing');
    return name.trim().length > NAME_LIMIT ? t('dues.form.name.long') : undefined;
  };
  return (values) => {
    const name = nameFault(values.name);
    const firstDue = dateFault(values.firstDue, { required: true });
    return {
      ...(name === undefined ? {} : { name }),
      ...(firstDue === undefined ? {} : { firstDue }),
      ...amountFaults(values),
    };
  };
}

export function useDuesForm({ schedule, homes, draft }: DuesFormProps) {
  const t = useText();
  const at = useAt();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const replica = useReplica();
  const act = useAct();
  // The same one, however often it is saved before the screen is left.
  const [id] = useState(() => schedule?.id ?? makeId('dues-schedule', replica.newId()));
  const form = useForm<DuesForm>({
    initial: schedule === undefined ? NEW_DUES : formOf(schedule.body),
    draft,
    validate: useFaults(homes),
  });
  const save = async (): Promise<void> => {
    const body = bodyOf(form.now(), schedule?.body.active ?? true);
    if (body === undefined) return;
    if (!(await act.run(() => keepDues(replica, id, body)))) return;
    await form.done();
    announce(t('dues.form.saved', { name: body.name }));
    void navigate(at(duesPaths.list));
  };
  return { form, act, save };
}
