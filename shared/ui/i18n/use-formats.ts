/** The member's formats: `const f = useFormats(); f.date(row.due)`. Stable until the language changes. */
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { formatsFor, type Formats } from './formats.ts';

export function useFormats(): Formats {
  const { locale, timeZone } = useIntl();
  return useMemo(() => formatsFor(locale, timeZone), [locale, timeZone]);
}
