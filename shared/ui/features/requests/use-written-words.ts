/** The words and formats in which what a member wrote is shown. */
import { useMemo } from 'react';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import type { WrittenWords } from './written-words.ts';

export function useWrittenWords(): WrittenWords {
  const t = useText();
  const formats = useFormats();
  return useMemo(() => ({ t, date: formats.date }), [t, formats]);
}
