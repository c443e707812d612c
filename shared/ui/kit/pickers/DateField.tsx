/**
 * A calendar date: typed in the member's order (or as ISO), or chosen from a calendar. Handed on as `YYYY-MM-DD`; what is
 * no date yet as the text it is (`useDateFaults` says what is wrong). The day in words stands beneath, so that nobody
 * has to guess which of 3/4 is the month.
 */
import { lazy, Suspense, useId, useState, type ReactNode } from 'react';
import { Popover } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useIntl } from 'react-intl';
import { isCalendarDate } from '@communitrak/domain/core/dates.ts';
import { useText } from '../../i18n/Text.tsx';
import { IconButton } from '../Button.tsx';
import { FieldFrame, type Described, type FieldProps } from '../FieldFrame.tsx';
import { useLayer } from '../layers/LayersProvider.tsx';
import { Skeleton } from '../Loading.tsx';
import { useNow } from '../use-now.ts';
import { datePattern, dateValue, writeDate } from './date-entry.ts';
import { perLocale } from './per-locale.ts';
import './pickers.css';

// The calendar and its dates library come when one is opened.
const Calendar = lazy(async () => ({ default: (await import('./Calendar.tsx')).Calendar }));

interface DateFieldProps extends Omit<FieldProps, 'limit'> {
  /** `YYYY-MM-DD`: the calendar offers no other days; the form refuses them. */
  readonly min?: string;
  readonly max?: string;
}

export function DateField(props: DateFieldProps): ReactNode {
  const read = useId();
  const { value } = props;
  const { locale } = useIntl();
  return (
    <FieldFrame
      {...props}
      control={(described) => (
        <>
          <DateControl {...props} described={withRead(described, read)} />
          {props.error === undefined || isCalendarDate(value) ? (
            <p className="ct-date-read" id={read}>
              {isCalendarDate(value) ? inWords(value, locale) : null}
            </p>
          ) : null}
        </>
      )}
    />
  );
}

function withRead(described: Described, read: string): Described {
  return {
    ...described,
    'aria-describedby': [described['aria-describedby'], read].filter(Boolean).join(' '),
  };
}

const fullDate = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }),
);

function inWords(date: string, locale: string): string {
  return fullDate(locale).format(new Date(`${date}T00:00:00Z`));
}

/** Today by this device's calendar: a day ends where one lives. */
function useToday(): string {
  const now = new Date(useNow());
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function DateControl(props: DateFieldProps & { readonly described: Described }): ReactNode {
  const { described, name, value, onChange, onBlur, min, max, label } = props;
  const t = useText();
  const { locale } = useIntl();
  const today = useToday();
  const [typed, setTyped] = useState<string>();
  const [open, setOpen] = useState(false);
  useLayer({ kind: 'popover', open, onClose: () => setOpen(false) });
  const written = isCalendarDate(value) ? writeDate(value, locale) : value;
  const holds = typed !== undefined && dateValue(typed, locale, today) === value;
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      closeOnEscape={false}
      trapFocus
      withRoles={false}
      returnFocus
      position="bottom-start"
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <div className="ct-input-with">
          <input
            {...described}
            className="ct-input"
            type="text"
            autoComplete="off"
            name={name}
            placeholder={placeholderOf(locale, t('kit.date.letters'))}
            value={holds ? typed : written}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value);
              onChange(dateValue(currentTarget.value, locale, today));
            }}
            onBlur={() => {
              setTyped(undefined);
              onBlur?.();
            }}
          />
          <IconButton
            label={t('kit.date.open', { label })}
            aria-haspopup="dialog"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <IconCalendar />
          </IconButton>
        </div>
      </Popover.Target>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- Mantine's dropdown is no dialog element */}
      <Popover.Dropdown className="ct-calendar" role="dialog" aria-label={label}>
        <Suspense fallback={<Skeleton rows={5} />}>
          <Calendar
            value={isCalendarDate(value) ? value : ''}
            today={today}
            min={min}
            max={max}
            onChange={(date) => {
              setTyped(undefined);
              onChange(date);
              setOpen(false);
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}

/** `MM/DD/YYYY`, in the locale's order and the language's letters for year, month and day. */
function placeholderOf(locale: string, letters: string): string {
  const [year = 'Y', month = 'M', day = 'D'] = letters;
  const words: Readonly<Record<string, string>> = {
    year: year.repeat(4),
    month: month.repeat(2),
    day: day.repeat(2),
  };
  return datePattern(locale)
    .map(({ type, value }) => words[type] ?? value)
    .join('');
}
