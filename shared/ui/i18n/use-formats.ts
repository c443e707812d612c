/** The member's formats: `const f = useFormats(); f.date(row.due)`. Stable until the language changes. */
import { useIntl, type IntlShape } from 'react-intl';
import { formatsFor, type Formats } from './formats.ts';

/** One for each language of an app: each of its formats costs more to make than all that a screen writes with it. */
const made = new WeakMap<IntlShape, Formats>();

export function useFormats(): Formats {
  const intl = useIntl();
  const known = made.get(intl);
  if (known !== undefined) return known;
  const formats = formatsFor(intl.locale, intl.timeZone);
  made.set(intl, formats);
  return formats;
}
