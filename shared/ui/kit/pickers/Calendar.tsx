/** The calendar of a date field: Mantine's, in the member's language. A part of its own, fetched when first opened. */
import type { ReactNode } from 'react';
import { DatePicker, DatesProvider } from '@mantine/dates';
import 'dayjs/locale/es';
import '@mantine/dates/styles.layer.css';
import { useIntl } from 'react-intl';
import { useText } from '../../i18n/Text.tsx';

interface CalendarProps {
  /** `YYYY-MM-DD` or ''. */
  readonly value: string;
  readonly today: string;
  readonly min: string | undefined;
  readonly max: string | undefined;
  readonly onChange: (date: string) => void;
}

export function Calendar({ value, today, min, max, onChange }: CalendarProps): ReactNode {
  const t = useText();
  const { locale } = useIntl();
  const shown = value === '' ? nearest(today, min, max) : value;
  return (
    <DatesProvider settings={{ locale: locale.split('-')[0] ?? 'en', firstDayOfWeek: firstDay(locale) }}>
      <DatePicker
        value={value === '' ? null : value}
        defaultDate={shown}
        {...(min === undefined ? {} : { minDate: min })}
        {...(max === undefined ? {} : { maxDate: max })}
        highlightToday
        size="md"
        ariaLabels={{
          previousMonth: t('kit.date.previousMonth'),
          nextMonth: t('kit.date.nextMonth'),
          previousYear: t('kit.date.previousYear'),
          nextYear: t('kit.date.nextYear'),
          previousDecade: t('kit.date.previousDecade'),
          nextDecade: t('kit.date.nextDecade'),
          monthLevelControl: t('kit.date.chooseMonth'),
          yearLevelControl: t('kit.date.chooseYear'),
        }}
        onChange={(date) => {
          // A press on the chosen day takes it away: it stays the chosen one.
          onChange(date ?? value);
        }}
      />
    </DatesProvider>
  );
}

function nearest(today: string, min: string | undefined, max: string | undefined): string {
  if (min !== undefined && today < min) return min;
  return max !== undefined && today > max ? max : today;
}

interface WeekInfo {
  /** Monday is 1, Sunday 7. */
  readonly firstDay: number;
}

/** Asked for by a method in newer browsers, read in older ones, missing in some. */
interface WeekKnowing {
  readonly getWeekInfo?: () => WeekInfo;
  readonly weekInfo?: WeekInfo;
}

/** As the locale's calendars begin; Sunday where the browser does not say. */
function firstDay(locale: string): 0 | 1 | 2 | 3 | 4 | 5 | 6 {
  const info = new Intl.Locale(locale) as Intl.Locale & WeekKnowing;
  const day = (info.getWeekInfo?.() ?? info.weekInfo)?.firstDay ?? 7;
  return ([0, 1, 2, 3, 4, 5, 6] as const).find((known) => known === day % 7) ?? 0;
}
