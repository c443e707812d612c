/** Setting or clearing the day by which a request should be done. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n/Text.tsx';
import { Button } from '../../kit/Button.tsx';
import { FormSheet } from '../../kit/form/FormSheet.tsx';
import { useForm } from '../../kit/form/use-form.ts';
import { DateField } from '../../kit/pickers/DateField.tsx';
import { useDateFaults } from '../../kit/pickers/use-date-faults.ts';

interface DueSheetProps {
  /** `YYYY-MM-DD` or ''. */
  readonly due: string;
  readonly onClose: () => void;
  readonly onDue: (due: string) => void;
}

export function DueSheet({ due, onClose, onDue }: DueSheetProps): ReactNode {
  const t = useText();
  const faultOf = useDateFaults();
  const form = useForm({
    initial: { date: due },
    validate: ({ date }): { date?: string } => {
      const fault = faultOf(date, { required: true });
      return fault === undefined ? {} : { date: fault };
    },
  });
  const done = (next: string): void => {
    onClose();
    if (next !== due) onDue(next);
  };
  return (
    <FormSheet
      form={form}
      title={t('requests.act.dueLabel')}
      submit={t('requests.act.dueSet')}
      onSubmit={() => done(form.now().date)}
      onClose={onClose}
      more={due === '' ? null : <Button onClick={() => done('')}>{t('requests.act.dueClear')}</Button>}
    >
      <DateField label={t('requests.act.dueLabel')} {...form.field('date')} />
    </FormSheet>
  );
}
