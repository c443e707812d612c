/**
 * What both shapes of a table (columns at a desk, rows of a phone) have in common: which rows are drawn, which one the keys
 * are at, and what a press or a click on a row does. Draws nothing.
 */
import { useMemo, useRef, type FocusEvent, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';
import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';
import { useText } from '../../i18n/Text.tsx';
import { useKeys } from '../Keys.tsx';
import { rowIndexOf, useRowFocus, type OpenHow, type RowFocus } from './use-row-focus.ts';
import type { ModelRow, TableModel } from './use-table-model.ts';

export interface RowsOptions<Row extends object> {
  readonly model: TableModel<Row>;
  readonly openId: string;
  readonly returnTo: string;
  readonly selectable: boolean;
  readonly onOpen: ((row: Row, how: OpenHow) => void) | undefined;
  /** Puts the focus into the search; undefined where there is none. */
  readonly toSearch: (() => void) | undefined;
}

export interface RowsView {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly focus: RowFocus;
  readonly onFocus: (event: FocusEvent) => void;
  readonly onBlur: (event: FocusEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onClick: (event: MouseEvent) => void;
  /** The virtualizer's own drawn rows and, always, the one with the focus. */
  readonly rangeExtractor: (range: Range) => number[];
  /** The virtualizer tells how to get a row into sight. */
  readonly setScroll: (scroll: (index: number) => void) => void;
}

export function useRowsView<Row extends object>(options: RowsOptions<Row>): RowsView {
  const { model, openId, returnTo, onOpen } = options;
  const { rows } = model;
  const box = useRef<HTMLDivElement>(null);
  const scroll = useRef<(index: number) => void>(() => undefined);
  const ids = useMemo(() => rows.map((row) => row.id), [rows]);
  const focus = useRowFocus({
    ids,
    openId,
    returnTo,
    box,
    scrollTo: (index) => scroll.current(index),
    onOpen:
      onOpen === undefined
        ? undefined
        : (id, how) => {
            const row = rows.find((one) => one.id === id);
            if (row !== undefined) onOpen(row.original, how);
          },
  });
  useListKeys(options, focus);
  const { at } = focus;
  return {
    box,
    focus,
    onFocus: focus.onFocus,
    onBlur: focus.onBlur,
    onKeyDown: (event) => onGridKey(event, options, focus),
    onClick: (event) => onRowClick(event, options, focus),
    rangeExtractor: useMemo(() => (range) => withActive(defaultRangeExtractor(range), at), [at]),
    setScroll: (to) => {
      scroll.current = to;
    },
  };
}

function withActive(indexes: number[], at: number): number[] {
  return at < 0 || indexes.includes(at) ? indexes : [...indexes, at].sort((a, b) => a - b);
}

/** Keys that work wherever the focus is on the screen. */
function useListKeys<Row extends object>(options: RowsOptions<Row>, focus: RowFocus): void {
  const t = useText();
  const { model, selectable, onOpen, toSearch } = options;
  const at = (work: (row: ModelRow<Row>, index: number) => void) => (): void => {
    const row = model.rows[focus.at];
    if (row !== undefined) work(row, focus.at);
  };
  useKeys([
    { key: 'j', label: t('table.keys.down'), run: () => focus.step(1) },
    { key: 'k', label: t('table.keys.up'), run: () => focus.step(-1) },
    ...(onOpen === undefined
      ? []
      : [{ key: 'Enter', label: t('table.keys.open'), run: at((_row, index) => focus.open(index)) }]),
    ...(selectable
      ? [{ key: 'x', label: t('table.keys.select'), run: at((row) => toggle(model, row, false)) }]
      : []),
    ...(toSearch === undefined ? [] : [{ key: '/', label: t('table.keys.search'), run: toSearch }]),
  ]);
}

function toggle<Row extends object>(model: TableModel<Row>, row: ModelRow<Row>, range: boolean): void {
  model.select(row, !model.isSelected(row.id), range);
}

/** Rows that a page key passes over. */
const PAGE = 10;

const MOVES: Readonly<Record<string, (at: number, last: number) => number>> = {
  Home: () => 0,
  End: (_at, last) => last,
  PageDown: (at) => at + PAGE,
  PageUp: (at) => at - PAGE,
};

/** Keys that work while the focus is on a row. */
function onGridKey<Row extends object>(
  event: KeyboardEvent,
  options: RowsOptions<Row>,
  focus: RowFocus,
): void {
  const { model, selectable } = options;
  if (rowIndexOf(event.target) === undefined || event.altKey) return;
  const done = (work: () => void): void => {
    event.preventDefault();
    work();
  };
  const vertical = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : undefined;
  if (vertical !== undefined) return done(() => arrow(event, options, focus, vertical));
  const move = MOVES[event.key];
  if (move !== undefined) return done(() => focus.go(move(focus.at, model.rows.length - 1)));
  if (isOnRow(event) && event.key === 'Enter') return done(() => focus.open(focus.at));
  return selectable ? onSelectKey(event, model, focus, done) : undefined;
}

/** On the row itself, not on something in it that has an Enter or a Space of its own. */
function isOnRow(event: KeyboardEvent): boolean {
  return event.target instanceof HTMLElement && event.target.dataset['index'] !== undefined;
}

function onSelectKey<Row extends object>(
  event: KeyboardEvent,
  model: TableModel<Row>,
  focus: RowFocus,
  done: (work: () => void) => void,
): void {
  const row = model.rows[focus.at];
  if (event.key === ' ' && row !== undefined) return done(() => toggle(model, row, event.shiftKey));
  if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) {
    return done(() => model.selectAll(true));
  }
  if (event.key === 'Escape' && model.selected.length > 0) return done(model.clearSelection);
  return undefined;
}

/** With Shift the selection grows towards where one goes, and shrinks on the way back. */
function arrow<Row extends object>(
  event: KeyboardEvent,
  { model, selectable }: RowsOptions<Row>,
  focus: RowFocus,
  by: 1 | -1,
): void {
  const from = model.rows[focus.at];
  const to = model.rows[focus.at + by];
  if (event.shiftKey && selectable && from !== undefined && to !== undefined) {
    const back = model.isSelected(from.id) && model.isSelected(to.id);
    model.select(from, !back, false);
    if (!back) model.select(to, true, false);
  }
  focus.step(by);
}

function onRowClick<Row extends object>(event: MouseEvent, options: RowsOptions<Row>, focus: RowFocus): void {
  const index = rowIndexOf(event.target);
  const row = index === undefined ? undefined : options.model.rows[index];
  if (index === undefined || row === undefined || !(event.target instanceof Element)) return;
  if (event.target.closest('[data-check]') !== null) {
    toggle(options.model, row, event.shiftKey);
  } else if (options.onOpen !== undefined && asksToOpen(event, event.target)) {
    event.preventDefault();
    focus.open(index);
  }
}

/**
 * A new tab is the browser's business, a button in a cell is its feature's, and who marks a number to copy it does not want
 * to be taken elsewhere.
 */
function asksToOpen(event: MouseEvent, target: Element): boolean {
  const own = target.closest('a, button, input, select');
  const others = own !== null && !own.matches('[data-open]');
  return (
    !others &&
    !event.ctrlKey &&
    !event.metaKey &&
    !event.shiftKey &&
    (getSelection()?.toString() ?? '') === ''
  );
}
