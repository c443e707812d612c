/**
 * An account on another day, in either of its meanings: what had taken effect by then, or what had been entered by then.
 * While one is there it is said plainly, and nothing is posted.
 */
import { useState, type ReactNode } from 'react';
import { IconCalendarTime } from '@tabler/icons-react';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Button } from '../../kit/Button.tsx';
import { ChoiceField } from '../../kit/Field.tsx';
import { FormSheet } from '../../kit/form/FormSheet.tsx';
import { useForm } from '../../kit/form/use-form.ts';
import { Notice } from '../../kit/Notice.tsx';
import { DateField } from '../../kit/pickers/DateField.tsx';
import { useDateFaults } from '../../kit/pickers/use-date-faults.ts';
import type { Meaning, Travel } from './travel.ts';

interface TravelProps {
  readonly travel: Travel | undefined;
  readonly onTravel: (travel: Travel | undefined) => void;
}

export function TravelButton(props: TravelProps & { readonly today: string }): ReactNode {
  const t = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<IconCalendarTime aria-hidden />} onClick={() => setOpen(true)}>
        {t('accounts.travel.open')}
      </Button>
      {open ? <TravelSheet {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

interface Asked {
  readonly meaning: string;
  readonly day: string;
}

function TravelSheet(
  props: TravelProps & { readonly today: string; readonly onClose: () => void },
): ReactNode {
  const t = useText();
  const dateFault = useDateFaults();
  const { travel, today, onTravel, onClose } = props;
  const form = useForm<Asked>({
    initial: { meaning: travel?.meaning ?? 'effective', day: travel?.day ?? '' },
    validate: ({ day }) => {
      const fault = dateFault(day, { required: true });
      return fault === undefined ? {} : { day: fault };
    },
  });
  const show = (): void => {
    const { meaning, day } = form.now();
    onTravel({ meaning: meaning as Meaning, day });
    onClose();
  };
  return (
    <FormSheet
      form={form}
      title={t('accounts.travel.title')}
      submit={t('accounts.travel.show')}
      onSubmit={show}
      onClose={onClose}
    >
      <ChoiceField
        label={t('accounts.travel.meaning')}
        choices={[
          {
            value: 'effective',
            label: t('accounts.travel.effective'),
            help: t('accounts.travel.effective.help'),
          },
          { value: 'known', label: t('accounts.travel.known'), help: t('accounts.travel.known.help') },
        ]}
        {...form.field('meaning')}
      />
      <DateField label={t('accounts.travel.day')} max={today} {...form.field('day')} />
    </FormSheet>
  );
}

export function TravelBanner({ travel, onTravel }: TravelProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  if (travel === undefined) return null;
  const date = formats.date(travel.day);
  const known = travel.meaning === 'known';
  return (
    <div className="ac-travel">
      <Notice
        tone="needs"
        title={t(known ? 'accounts.travel.at.known' : 'accounts.travel.at.effective', { date })}
        actions={<Button onClick={() => onTravel(undefined)}>{t('accounts.travel.back')}</Button>}
      >
        {t(known ? 'accounts.travel.at.known.text' : 'accounts.travel.at.effective.text', { date })}
      </Notice>
    </div>
  );
}
