/** Setting or clearing the day by which a request should be done. */
import { useState, type ReactNode } from 'react';
import { isCalendarDate } from '@communitrak/domain/core/dates.ts';
import { useText } from '../../i18n/Text.tsx';
import { Button } from '../../kit/Button.tsx';
import { TextField } from '../../kit/Field.tsx';
import { Sheet } from '../../kit/Sheet.tsx';

interface DueSheetProps {
  readonly open: boolean;
  /** `YYYY-MM-DD` or ''. */
  readonly due: string;
  readonly onClose: () => void;
  readonly onDue: (due: string) => void;
}

export function DueSheet({ open, due, onClose, onDue }: DueSheetProps): ReactNode {
  const t = useText();
  const [value, setValue] = useState(due);
  const [fault, setFault] = useState<string>();
  const done = (next: string): void => {
    onClose();
    if (next !== due) onDue(next);
  };
  const set = (): void => {
    if (!isCalendarDate(value)) return setFault(t('requests.act.dueWrong'));
    done(value);
  };
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('requests.act.dueLabel')}
      footer={
        <>
          <Button kind="primary" onClick={set}>
            {t('requests.act.dueSet')}
          </Button>
          {due === '' ? null : <Button onClick={() => done('')}>{t('requests.act.dueClear')}</Button>}
        </>
      }
    >
      <TextField
        type="date"
        label={t('requests.act.dueLabel')}
        value={value}
        error={fault}
        onChange={(next) => {
          setValue(next);
          setFault(undefined);
        }}
      />
    </Sheet>
  );
}
