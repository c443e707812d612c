/** Ctrl/⌘+K runs anything: a field, and what matches it. Arrows choose, Enter runs, Escape closes. */
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useText } from '../i18n/Text.tsx';
import { useKeys } from '../kit/Keys.tsx';
import { Sheet } from '../kit/Sheet.tsx';
import { usePreferences, useReplica } from './context.ts';
import { usePaths } from './paths.ts';
import { worksInInbox } from './use-inbox-count.ts';
import { bestActs, type Act } from './palette-match.ts';

export function CommandPalette(): ReactNode {
  const t = useText();
  const [open, setOpen] = useState(false);
  useKeys([{ key: 'mod+k', label: t('app.keys.palette'), run: () => setOpen(true) }]);
  return (
    <Sheet open={open} onClose={() => setOpen(false)} title={t('app.palette.title')}>
      <PaletteBody onDone={() => setOpen(false)} />
    </Sheet>
  );
}

function PaletteBody({ onDone }: { readonly onDone: () => void }): ReactNode {
  const t = useText();
  const acts = useActs();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const shown = bestActs(acts, text);
  const run = (act: Act | undefined): void => {
    if (act === undefined) return;
    onDone();
    act.run();
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((at + step + shown.length) % Math.max(1, shown.length));
    }
    if (event.key === 'Enter') run(shown[at]);
  };
  return (
    <>
      <input
        className="ct-input"
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={shown[at] === undefined ? undefined : `${list}-${at}`}
        aria-label={t('app.palette.title')}
        placeholder={t('app.palette.hint')}
        value={text}
        onKeyDown={onKey}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
      />
      <ul id={list} role="listbox" aria-label={t('app.palette.title')} className="ct-palette">
        {shown.map((act, index) => (
          <li
            key={act.label}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            className="ct-palette-act"
            onMouseMove={() => setAt(index)}
            onClick={() => run(act)}
          >
            {act.label}
          </li>
        ))}
      </ul>
      {shown.length === 0 ? <p className="ct-soft">{t('app.palette.nothing')}</p> : null}
    </>
  );
}

function useActs(): readonly Act[] {
  const t = useText();
  const replica = useReplica();
  const navigate = useNavigate();
  const paths = usePaths();
  const preferences = usePreferences();
  const go = (to: string) => (): void => void navigate(to);
  return [
    { label: t('app.act.newRequest'), run: go(paths.newRequest) },
    ...(worksInInbox(replica) ? [{ label: t('app.nav.inbox'), run: go(paths.inbox) }] : []),
    { label: t('app.nav.home'), run: go(paths.home) },
    { label: t('app.nav.requests'), run: go(paths.requests) },
    { label: t('app.act.unsent'), run: go(paths.unsent) },
    { label: t('app.nav.settings'), run: go(paths.settings) },
    { label: t('app.act.light'), run: () => preferences.set({ theme: 'light' }) },
    { label: t('app.act.dark'), run: () => preferences.set({ theme: 'dark' }) },
    { label: t('app.act.english'), run: () => preferences.set({ language: 'en' }) },
    { label: t('app.act.spanish'), run: () => preferences.set({ language: 'es' }) },
  ];
}
