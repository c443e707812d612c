/** The period of a report: a usual one, or two days; in the address, so that a link shows the same. */
import { useState, type ReactNode } from 'react';
import { isCalendarDate } from '@communitrak/domain/core/dates.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { useText } from '../../i18n/Text.tsx';
import { SelectField } from '../../kit/Field.tsx';
import { DateField } from '../../kit/pickers/DateField.tsx';
import { useDateFaults } from '../../kit/pickers/use-date-faults.ts';
import { PERIODS, type PeriodName } from './period.ts';
import type { PeriodControl } from './use-report.ts';
import { PERIOD_WORDS } from './report-words.ts';

interface PeriodBarProps {
  readonly control: PeriodControl;
  /** What else is chosen, before the period. */
  readonly children?: ReactNode;
}

export function PeriodBar({ control, children }: PeriodBarProps): ReactNode {
  const t = useText();
  const formats = useFormats();
  const { name, period } = control;
  const [own, setOwn] = useState(name === 'own');
  const shown: PeriodName = own ? 'own' : name;
  const choose = (value: string): void => {
    const chosen = PERIODS.find((one) => one === value) ?? name;
    setOwn(chosen === 'own');
    if (chosen !== 'own') control.choose(chosen);
  };
  return (
    <div className="rp-period ct-no-print">
      {children}
      <SelectField
        label={t('reports.period')}
        value={shown}
        choices={PERIODS.map((value) => ({ value, label: t(PERIOD_WORDS[value]) }))}
        onChange={choose}
      />
      {own ? (
        <OwnDays key={`${period.from} ${period.to}`} control={control} />
      ) : (
        <p className="ct-soft">
          {formats.date(period.from)} – {formats.date(period.to)}
        </p>
      )}
    </div>
  );
}

/** Both days are taken when they make a period; until then what was typed stays and says what is wrong. */
function OwnDays({ control }: { readonly control: PeriodControl }): ReactNode {
  const t = useText();
  const dateFault = useDateFaults();
  const [days, setDays] = useState(control.period);
  const backwards = isCalendarDate(days.from) && isCalendarDate(days.to) && days.to < days.from;
  const set = (next: typeof days): void => {
    setDays(next);
    if (isCalendarDate(next.from) && isCalendarDate(next.to) && next.from <= next.to)
      control.chooseDays(next);
  };
  return (
    <>
      <DateField
        label={t('reports.from')}
        value={days.from}
        error={dateFault(days.from, { required: true })}
        onChange={(from) => set({ ...days, from })}
      />
      <DateField
        label={t('reports.to')}
        value={days.to}
        error={backwards ? t('reports.to.before') : dateFault(days.to, { required: true })}
        onChange={(to) => set({ ...days, to })}
      />
    </>
  );
}
