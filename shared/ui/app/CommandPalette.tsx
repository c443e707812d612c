/** Ctrl/⌘+K runs anything: a field, and what matches it. Arrows choose, Enter runs, Escape closes. */
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { MessageId } from '../i18n/messages.ts';
import { useText, type Say } from '../i18n/Text.tsx';
import { useKeys } from '../kit/Keys.tsx';
import { Sheet } from '../kit/Sheet.tsx';
import { useCommands } from './use-commands.ts';
import { useOffered } from './features-context.ts';
import { useAt } from './paths.ts';
import { bestActs, type Act } from './palette-match.ts';

export function CommandPalette(): ReactNode {
  const t = useText();
  const [open, setOpen] = useState(false);
  useKeys([{ key: 'mod+k', label: t('app.keys.palette'), run: () => setOpen(true) }], {
    where: t('kit.keys.everywhere'),
  });
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
  const box = useRef<HTMLDivElement>(null);
  const shown = bestActs(acts, text);
  const run = (act: Act | undefined): void => {
    if (act === undefined) return;
    onDone();
    act.run();
  };
  return (
    <div ref={box}>
      <input
        className="ct-input"
        data-autofocus
        type="search"
        aria-label={t('app.palette.title')}
        placeholder={t('app.palette.hint')}
        value={text}
        onKeyDown={(event) => {
          if (event.key === 'Enter') run(shown[0]);
          step(event, box.current);
        }}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <ul className="ct-palette">
        {shown.map((act) => (
          <li key={act.label}>
            <button
              type="button"
              className="ct-palette-act"
              onKeyDown={(event) => step(event, box.current)}
              onClick={() => run(act)}
            >
              {act.label}
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 ? <p className="ct-soft">{t('app.palette.nothing')}</p> : null}
    </div>
  );
}

/** Arrows go from the field through the acts and back. */
function step(event: KeyboardEvent, box: HTMLElement | null): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0 || box === null) return;
  event.preventDefault();
  const stops = [...box.querySelectorAll<HTMLElement>('input, button')];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  stops[(at + by + stops.length) % stops.length]?.focus();
}

function useActs(): readonly Act[] {
  const t = useText();
  const navigate = useNavigate();
  const at = useAt();
  const commands = useCommands();
  const places = useOffered((feature) => feature.navigation);
  return [
    ...commands.map(({ command, run }) => ({
      label: t(command.label),
      keywords: wordsOf(command.keywords, t),
      run,
    })),
    ...places.map(({ path, label }) => ({
      label: t(label),
      keywords: '',
      run: () => void navigate(at(path)),
    })),
  ];
}

function wordsOf(id: MessageId | undefined, t: Say): string {
  return id === undefined ? '' : t(id);
}
