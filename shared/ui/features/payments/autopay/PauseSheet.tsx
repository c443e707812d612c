/** A pause through a day: says what falls due meanwhile, and that nothing of it is paid by itself before the day after. */
import type { ReactNode } from 'react';
import { isCalendarDate } from '@communitrak/domain/core/dates.ts';
import { dueInPause } from '@communitrak/domain/payments/index.ts';
import { setAutopay } from '@communitrak/replica/commands/autopay.ts';
import { useReplica } from '../../../app/context.ts';
import { useText } from '../../../i18n/Text.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { FormSheet } from '../../../kit/form/FormSheet.tsx';
import { useDraft, type Draft } from '../../../kit/form/use-draft.ts';
import { useForm } from '../../../kit/form/use-form.ts';
import { Notice } from '../../../kit/Notice.tsx';
import { DateField } from '../../../kit/pickers/DateField.tsx';
import { useDateFaults } from '../../../kit/pickers/use-date-faults.ts';
import type { OnProps } from './on-props.ts';
import { useAutopayAct } from './use-autopay-act.ts';

interface PauseProps extends OnProps {
  readonly onClose: () => void;
}

interface PauseForm {
  readonly until: string;
}

function parsePause(value: unknown): Partial<PauseForm> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { until } = value as Record<string, unknown>;
  return typeof until === 'string' ? { until } : {};
}

export function PauseSheet(props: PauseProps): ReactNode {
  const draft = useDraft(`autopay-pause:${props.home.view.household}`, parsePause);
  return draft === undefined ? null : <Pause {...props} draft={draft} />;
}

function Pause({
  home,
  state,
  draft,
  onClose,
}: PauseProps & { readonly draft: Draft<PauseForm> }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const replica = useReplica();
  const dateFault = useDateFaults();
  const { household, rules } = home.view;
  const form = useForm<PauseForm>({
    initial: { until: '' },
    draft,
    validate: ({ until }) => {
      const fault = dateFault(until, { required: true, min: rules.today });
      return fault === undefined ? {} : { until: fault };
    },
  });
  const { busy, fault, run } = useAutopayAct(onClose);
  const { until } = form.values;
  const due = isCalendarDate(until) ? dueInPause(state.charges, until, rules.today) : [];
  const cents = due.reduce((sum, { openCents }) => sum + openCents, 0);
  return (
    <FormSheet
      form={form}
      title={t('payments.autopay.pause.title')}
      submit={t('payments.autopay.pause.do')}
      busy={busy}
      onClose={onClose}
      onSubmit={() =>
        run('payments.autopay.pausedNow', async () => {
          const result = await setAutopay(replica, household, { pausedUntil: form.now().until });
          if (result.ok) await form.done();
          return result;
        })
      }
    >
      {fault === '' ? null : <Notice tone="loss" alert title={fault} />}
      <DateField label={t('payments.autopay.pause.until')} min={rules.today} {...form.field('until')} />
      {due.length === 0 ? null : (
        <Notice
          tone="needs"
          title={t('payments.autopay.pause.due', {
            amount: formats.money({ cents, currency: rules.currency }),
            count: due.length,
          })}
        >
          <p>{t('payments.autopay.pause.due.text')}</p>
        </Notice>
      )}
    </FormSheet>
  );
}
