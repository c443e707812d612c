/**
 * The search at the top of every screen: a button, Ctrl/⌘+K, and the sheet they open. What is in the sheet, and the index
 * behind it, come when it is first opened; the index goes with the replica that it was made from.
 */
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { IconSearch } from '@tabler/icons-react';
import { useText } from '../../i18n/Text.tsx';
import { useKeys } from '../../kit/Keys.tsx';
import { shownKey } from '../../kit/key-match.ts';
import { Sheet } from '../../kit/Sheet.tsx';
import { useReplica } from '../context.ts';
import type { HeldSearch } from './use-search.ts';

const PaletteBody = lazy(async () => ({ default: (await import('./PaletteBody.tsx')).PaletteBody }));

export function CommandPalette(): ReactNode {
  const t = useText();
  const [open, setOpen] = useState(false);
  const held = useHeld();
  const typed = useRef('');
  const keep = (text: string): void => {
    typed.current = text;
  };
  const show = (): void => {
    typed.current = '';
    setOpen(true);
  };
  useKeys([{ key: 'mod+k', label: t('app.keys.palette'), run: show }], { where: t('kit.keys.everywhere') });
  const label = t('app.palette.title');
  return (
    <>
      <button
        type="button"
        className="ct-search-open"
        aria-label={label}
        title={label}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={show}
      >
        <IconSearch aria-hidden />
        <span className="ct-search-words" aria-hidden>
          {label}
        </span>
        <kbd className="ct-search-words" aria-hidden>
          {shownKey('mod+k', navigator.platform).join(' ')}
        </kbd>
      </button>
      <Sheet open={open} onClose={() => setOpen(false)} title={label}>
        <Suspense fallback={<FirstLetters onType={keep} />}>
          <PaletteBody held={held} typed={typed} onDone={() => setOpen(false)} />
        </Suspense>
      </Sheet>
    </>
  );
}

/** Ended when the replica is closed: signed out, erased, another association. */
function useHeld(): HeldSearch {
  const replica = useReplica();
  const held: HeldSearch = useRef(undefined);
  useEffect(
    () => () => {
      held.current?.session.stop();
      held.current = undefined;
    },
    [replica],
  );
  return held;
}

/** Until the rest is there, what is typed is kept for it. */
function FirstLetters({ onType }: { readonly onType: (text: string) => void }): ReactNode {
  const t = useText();
  return (
    <div className="ct-palette">
      <input
        className="ct-input"
        data-autofocus
        type="text"
        aria-label={t('app.palette.title')}
        placeholder={t('app.palette.hint')}
        onChange={(event) => onType(event.currentTarget.value)}
      />
    </div>
  );
}
