/** What is wrong with a date, in the member's words, for a form's `validate`. */
import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import { isCalendarDate } from '@communitrak/domain/core/dates.ts';
import type { Formats } from '../../i18n/formats.ts';
import { useText, type Say } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { readDate, writeDate } from './date-entry.ts';

export interface DateLimits {
  readonly required?: boolean;
  /** `YYYY-MM-DD`, both included. */
  readonly min?: string;
  readonly max?: string;
}

const EXAMPLE = '2026-12-31';

type FaultOf = (value: string, limits?: DateLimits) => string | undefined;

/** `const faultOf = useDateFaults(); faultOf(values.due, { required: true })`; undefined: all is well. */
export function useDateFaults(): FaultOf {
  const t = useText();
  const formats = useFormats();
  const { locale } = useIntl();
  return useCallback(
    (value, limits = {}) => {
      if (value.trim() === '') return limits.required === true ? t('kit.date.missing') : undefined;
      return isCalendarDate(value) ? outside(value, limits, t, formats) : unread(value, t, locale);
    },
    [t, formats, locale],
  );
}

function outside(date: string, { min, max }: DateLimits, t: Say, formats: Formats): string | undefined {
  if (min !== undefined && date < min) return t('kit.date.tooEarly', { date: formats.date(min) });
  if (max !== undefined && date > max) return t('kit.date.tooLate', { date: formats.date(max) });
  return undefined;
}

function unread(text: string, t: Say, locale: string): string {
  const reading = readDate(text, locale, EXAMPLE);
  if ('fault' in reading && reading.fault.kind === 'no-such-day') {
    const { year, month, days } = reading.fault;
    const names = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
    const name = names.format(Date.UTC(year, month - 1, 1));
    return t('kit.date.noSuchDay', { month: name, year: String(year), days });
  }
  return t('kit.date.noDate', { example: writeDate(EXAMPLE, locale) });
}
