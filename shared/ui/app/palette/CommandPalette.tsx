/**
 * The search at the top of every screen: a button, Ctrl/⌘+K, and the sheet they open. What is in the sheet, and the index
 * behind it, come when it is first opened; the index goes with the replica that it was made from.
 */
import { lazy, Suspense, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { IconSearch } from '@tabler/icons-react';
import { useText } from '../../i18n/Text.tsx';
import { useKeys } from '../../kit/Keys.tsx';
import { shownKey } from '../../kit/key-match.ts';
import { Sheet } from '../../kit/Sheet.tsx';
import { useReplica } from '../context.ts';
import { createEarlyLetters, type EarlyLetters } from './early-letters.ts';
import { useFieldFocus } from './use-field-focus.ts';
import type { HeldSearch } from './use-search.ts';

const PaletteBody = lazy(async () => ({ default: (await import('./PaletteBody.tsx')).PaletteBody }));

export function CommandPalette(): ReactNode {
  const t = useText();
  const [open, setOpen] = useState(false);
  const held = useHeld();
  const early = useMemo(() => createEarlyLetters(window), []);
  useEffect(() => early.stop, [early]);
  const show = (): void => {
    early.begin();
    setOpen(true);
  };
  const close = (): void => {
    early.stop();
    setOpen(false);
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
      <Sheet open={open} onClose={close} title={label}>
        <Suspense fallback={<FirstLetters early={early} />}>
          <PaletteBody held={held} early={early} onDone={close} />
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
function FirstLetters({ early }: { readonly early: EarlyLetters }): ReactNode {
  const t = useText();
  const field = useRef<HTMLInputElement>(null);
  const [first] = useState(early.text);
  useFieldFocus(field);
  return (
    <div className="ct-palette">
      <input
        ref={field}
        className="ct-input"
        data-autofocus
        type="text"
        aria-label={t('app.palette.title')}
        placeholder={t('app.palette.hint')}
        defaultValue={first}
        onChange={(event) => early.keep(event.currentTarget.value)}
      />
    </div>
  );
}
