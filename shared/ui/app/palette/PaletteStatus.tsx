/** How much was found: seen where there is nothing, and said aloud once the typing rests. */
import { useEffect, useState, type ReactNode } from 'react';
import { useText } from '../../i18n/Text.tsx';

/** Each letter would cut off what is being said. */
const REST_MS = 500;

interface PaletteStatusProps {
  readonly searching: boolean;
  readonly found: number;
  readonly complete: boolean;
}

export function PaletteStatus({ searching, found, complete }: PaletteStatusProps): ReactNode {
  const t = useText();
  const seen = seenWords(searching, found, complete);
  const words = searching && found > 0 ? t('app.palette.count', { count: found }) : '';
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

function seenWords(searching: boolean, found: number, complete: boolean) {
  if (!searching) return undefined;
  if (!complete) return 'app.palette.reading' as const;
  return found === 0 ? ('app.palette.nothing' as const) : undefined;
}
