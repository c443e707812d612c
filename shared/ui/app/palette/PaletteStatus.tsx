/** How much was found: seen where there is nothing, and said aloud once the typing rests. */
import { useEffect, useState, type ReactNode } from 'react';
import type { MessageId } from '../../i18n/messages.ts';
import { useText } from '../../i18n/Text.tsx';
import { SHORTEST } from './search-session.ts';

/** Each letter would cut off what is being said. */
const REST_MS = 500;

interface PaletteStatusProps {
  /** Letters typed. */
  readonly letters: number;
  readonly found: number;
  readonly complete: boolean;
}

export function PaletteStatus({ letters, found, complete }: PaletteStatusProps): ReactNode {
  const t = useText();
  const seen = seenWords(letters, found, complete);
  const words = letters > 0 && found > 0 ? t('app.palette.count', { count: found }) : '';
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(words), REST_MS);
    return () => clearTimeout(timer);
  }, [words]);
  return (
    <>
      <output className="ct-palette-status">{seen === undefined ? null : t(seen)}</output>
      <output className="ct-hidden">{said}</output>
    </>
  );
}

function seenWords(letters: number, found: number, complete: boolean): MessageId | undefined {
  if (letters === 0) return undefined;
  if (letters < SHORTEST) return found === 0 ? 'app.palette.another' : undefined;
  if (!complete) return 'app.palette.reading';
  return found === 0 ? 'app.palette.nothing' : undefined;
}
