/** What was found, by kind under headings, with the words that were asked for pointed out. The field has the keys. */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the browser's own lists take no second line and no marked words */
import { memo, useEffect, useRef, type ReactNode } from 'react';
import { useText, type Say } from '../../i18n/Text.tsx';
import { piecesOf } from './highlight.ts';
import type { Group, Item } from './palette-groups.ts';

interface PaletteListProps {
  readonly id: string;
  readonly groups: readonly Group[];
  /** Key of the item that the keys point at. */
  readonly active: string | undefined;
  /** The keys have moved: it is kept in sight. */
  readonly walking: boolean;
  /** Title of the open record. */
  readonly here: string;
  readonly onRun: (item: Item) => void;
}

function headingOf(t: Say, { kind }: Group, here: string): string {
  if (kind === 'here') return t('app.palette.here', { title: here });
  if (kind === 'recent') return t('app.palette.recent');
  if (kind === 'go') return t('app.palette.go');
  return kind === 'do' ? t('app.more.acts') : t(kind);
}

export function PaletteList({ id, groups, active, walking, here, onRun }: PaletteListProps): ReactNode {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const scrolled = useRef(false);
  useEffect(() => {
    // Asking for a place in the list makes the browser lay it out: only where the keys have moved, or have been elsewhere.
    if (walking) box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
    else if (scrolled.current) box.current?.scrollTo({ top: 0 });
    scrolled.current = walking;
  }, [active, walking]);
  return (
    <div
      ref={box}
      onScroll={() => {
        scrolled.current = true;
      }}
      className="ct-palette-list"
      id={`${id}list`}
      role="listbox"
      tabIndex={-1}
      aria-label={t('app.palette.list')}
    >
      {groups.map((group) => (
        <div key={group.kind} role="group" aria-labelledby={`${id}${group.kind}`}>
          <div className="ct-palette-head" id={`${id}${group.kind}`} role="presentation">
            <span className="ct-cut">{headingOf(t, group, here)}</span>
            {group.total > group.items.length ? (
              <span>{t('app.palette.of', { shown: group.items.length, total: group.total })}</span>
            ) : null}
          </div>
          {group.items.map((item) => (
            <Option
              key={item.key}
              id={`${id}${item.key}`}
              item={item}
              active={item.key === active}
              onRun={onRun}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly item: Item;
  readonly active: boolean;
  readonly onRun: (item: Item) => void;
}

const Option = memo(function Option({ id, item, active, onRun }: OptionProps): ReactNode {
  const { title, detail, excerpt, terms } = item;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field has the keys
    <div
      id={id}
      className="ct-palette-option"
      role="option"
      tabIndex={-1}
      aria-selected={active}
      // The field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onRun(item)}
    >
      <span className="ct-palette-title">
        <Marked text={title} terms={terms} />
      </span>
      {detail === '' ? null : (
        <span className="ct-palette-detail">
          <Marked text={detail} terms={terms} />
        </span>
      )}
      {excerpt === '' ? null : (
        <span className="ct-palette-detail">
          <Marked text={excerpt} terms={terms} />
        </span>
      )}
    </div>
  );
});

function Marked({ text, terms }: { readonly text: string; readonly terms: ReadonlySet<string> }): ReactNode {
  if (terms.size === 0) return text;
  return piecesOf(text, terms).map((piece, at) =>
    // oxlint-disable-next-line react/no-array-index-key -- pieces of one text have no other name
    piece.hit ? <mark key={at}>{piece.text}</mark> : piece.text,
  );
}
