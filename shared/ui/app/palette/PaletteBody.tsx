/**
 * Search: a field, and below it what fits what is typed. Arrows choose, Enter opens, Escape closes; the field keeps the
 * focus throughout. Comes as a part of its own when the palette is first opened.
 */
import {
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { useNavigate } from 'react-router';
import { noteOpened, recents } from '@communitrak/replica/commands/recents.ts';
import { useText } from '../../i18n/Text.tsx';
import { useReplica } from '../context.ts';
import { useAt } from '../paths.ts';
import { useQuery } from '../use-query.ts';
import type { EarlyLetters } from './early-letters.ts';
import { groupsAtRest, groupsFound, MOST_ACTS, type Group, type Item } from './palette-groups.ts';
import { PaletteList } from './PaletteList.tsx';
import { PaletteStatus } from './PaletteStatus.tsx';
import type { SearchView } from './search-session.ts';
import { useActs, type ActsHere } from './use-acts.ts';
import { useFieldFocus } from './use-field-focus.ts';
import { useSearch, type HeldSearch } from './use-search.ts';
import './palette.css';

interface PaletteBodyProps {
  readonly held: HeldSearch;
  /** What was typed before this was here. */
  readonly early: EarlyLetters;
  readonly onDone: () => void;
}

export function PaletteBody({ held, early, onDone }: PaletteBodyProps): ReactNode {
  const acts = useActs();
  const view = useSearch(held);
  const run = useRun(onDone);
  return <PaletteSearch acts={acts} view={view} early={early} onRun={run} />;
}

function useRun(onDone: () => void): (item: Item) => void {
  const replica = useReplica();
  const navigate = useNavigate();
  const at = useAt();
  return ({ does }) => {
    onDone();
    if ('act' in does) return does.act.run();
    void noteOpened(replica, does.record.id);
    void navigate(at(does.record.path));
  };
}

/** What is listed, and which of it the keys point at: the first of what was found, nothing of what merely stands there. */
function useList({ acts, index, open }: ActsHere, view: SearchView | undefined, text: string) {
  const replica = useReplica();
  const recent = useQuery(useMemo(() => recents(replica), [replica]));
  const groups: readonly Group[] = useMemo(() => {
    const others = recent?.filter((one) => one !== open?.id) ?? [];
    if (text.trim() === '') return groupsAtRest(acts, others, view);
    return groupsFound(text, index.find(text, MOST_ACTS), view);
  }, [acts, index, open, recent, view, text]);
  return { groups, items: useMemo(() => groups.flatMap((group) => group.items), [groups]) };
}

interface PaletteSearchProps {
  readonly acts: ActsHere;
  readonly view: SearchView | undefined;
  readonly early: EarlyLetters;
  readonly onRun: (item: Item) => void;
}

function PaletteSearch({ acts, view, early, onRun }: PaletteSearchProps): ReactNode {
  const t = useText();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(early.text);
  const { groups, items } = useList(acts, view, text);
  const searching = text.trim() !== '';
  const [pointed, setPointed] = useState<number>();
  const at = Math.min(pointed ?? (searching ? 0 : -1), items.length - 1);
  useFieldFocus(field);
  const onKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const item = items[at];
    if (event.key === 'Enter' && item !== undefined) onRun(item);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || items.length === 0) return;
    event.preventDefault();
    const next = at < 0 && step < 0 ? items.length - 1 : (at + step + items.length) % items.length;
    setPointed(next);
  };
  const active = items[at];
  return (
    <div className="ct-palette">
      <input
        ref={field}
        className="ct-input"
        data-autofocus
        type="text"
        inputMode="search"
        enterKeyHint="go"
        autoComplete="off"
        spellCheck={false}
        role="combobox"
        aria-label={t('app.palette.title')}
        aria-expanded={items.length > 0}
        aria-controls={`${id}list`}
        aria-autocomplete="list"
        aria-activedescendant={active === undefined ? undefined : `${id}${active.key}`}
        placeholder={t('app.palette.hint')}
        value={text}
        onKeyDown={onKey}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setPointed(undefined);
        }}
      />
      <PaletteStatus letters={text.trim().length} found={items.length} complete={view?.complete === true} />
      <PaletteList
        id={id}
        groups={groups}
        active={active?.key}
        walking={pointed !== undefined}
        here={acts.open?.title ?? ''}
        onRun={useLatest(onRun)}
      />
    </div>
  );
}

/** One function for good that does what the latest does: rows are not drawn anew because of it. */
function useLatest<T>(latest: (value: T) => void): (value: T) => void {
  const current = useRef(latest);
  useEffect(() => {
    current.current = latest;
  });
  return useCallback((value: T) => current.current(value), []);
}
