/**
 * Which row the keys are at: one row is in the tab order, arrows, J and K, Home and End move it, and the focus stays with its
 * row when the list changes under it. A row that has left the list leaves its place to the one after it.
 */
import { useEffect, useLayoutEffect, useRef, useState, type FocusEvent, type RefObject } from 'react';

export type OpenHow = 'open' | 'follow';

export interface RowFocus {
  /** Index of the row the keys are at; -1 when there is none yet. */
  readonly at: number;
  /** Moves the keys and the focus there; an open detail follows. Out of bounds goes to the nearest end. */
  readonly go: (index: number) => void;
  readonly step: (by: 1 | -1) => void;
  readonly open: (index: number) => void;
  readonly onFocus: (event: FocusEvent) => void;
  readonly onBlur: (event: FocusEvent) => void;
  /** The row in the tab order. */
  readonly stop: number;
  /** The rows have been drawn. */
  readonly drawn: () => void;
}

interface FocusOptions {
  readonly ids: readonly string[];
  /** Row whose detail is open; '' for none. */
  readonly openId: string;
  /** Row to begin at with the focus: one comes back to it from its detail. */
  readonly returnTo: string;
  readonly onOpen: ((id: string, how: OpenHow) => void) | undefined;
  readonly scrollTo: (index: number) => void;
  readonly box: RefObject<HTMLElement | null>;
}

export function useRowFocus(options: FocusOptions): RowFocus {
  const { ids, openId, onOpen, scrollTo, box } = options;
  const [active, setActive] = useActive(openId, options.returnTo);
  const at = ids.indexOf(active);
  const place = useLastPlace(at);
  const { ask, drawn } = useAskedFocus(box, at, options.returnTo !== '');
  const inside = useFocusWithRow({ ids, box, at, place, setActive });
  useBeginInSight(at, scrollTo);
  useReturn(openId, () => focusInSight(box.current, at, scrollTo));
  const go = (index: number): void => {
    const next = Math.min(Math.max(index, 0), ids.length - 1);
    const id = ids[next];
    if (id === undefined) return;
    ask();
    setActive(id);
    scrollTo(next);
    if (openId !== '' && id !== openId) onOpen?.(id, 'follow');
  };
  return {
    at,
    go,
    step: (by) => go(stepFrom(at, active, place.current, ids.length, by)),
    open: (index) => {
      const id = ids[index] ?? '';
      setActive(id);
      if (id !== '') onOpen?.(id, 'open');
    },
    onFocus: (event) => {
      const index = rowIndexOf(event.target);
      inside.enter(index !== undefined);
      const id = ids[index ?? -1];
      if (id !== undefined && id !== active) setActive(id);
    },
    onBlur: inside.leave,
    stop: Math.max(at, 0),
    drawn,
  };
}

/** @returns index to go to; where the active row has left the list, `place` is where it stood */
export function stepFrom(at: number, active: string, place: number, count: number, by: 1 | -1): number {
  if (at >= 0) return at + by;
  if (active === '') return by === 1 ? 0 : count - 1;
  // Gone: what stands in its place is already the next one; before it is the previous.
  return by === 1 ? place : place - 1;
}

export function rowIndexOf(target: EventTarget): number | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return row === null ? undefined : Number(row.dataset['index']);
}

function stopOf(box: HTMLElement | null, index: number): HTMLElement | null {
  const row = box?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null;
  return row === null || row.matches('[data-stop]') ? row : row.querySelector<HTMLElement>('[data-stop]');
}

function focusRow(box: HTMLElement | null, index: number): void {
  stopOf(box, index)?.focus({ preventScroll: true });
}

function focusInSight(box: HTMLElement | null, at: number, scrollTo: (index: number) => void): void {
  if (at < 0) return;
  scrollTo(at);
  focusRow(box, at);
}

/** The open row is the active one as soon as it is opened, by whatever way. */
function useActive(openId: string, returnTo: string): readonly [string, (id: string) => void] {
  const [active, setActive] = useState(openId === '' ? returnTo : openId);
  const [seen, setSeen] = useState(openId);
  if (openId !== seen) {
    setSeen(openId);
    if (openId !== '') setActive(openId);
  }
  return [active, setActive];
}

function useLastPlace(at: number): RefObject<number> {
  const place = useRef(0);
  useLayoutEffect(() => {
    if (at >= 0) place.current = at;
  }, [at]);
  return place;
}

/** The row that one begins at is in sight: the open one, or the one that is come back to. */
function useBeginInSight(at: number, scrollTo: (index: number) => void): void {
  useEffect(() => {
    if (at >= 0) scrollTo(at);
    // oxlint-disable-next-line react/exhaustive-deps -- once, when the rows are drawn
  }, []);
}

/** Focuses the active row once it is drawn, which may be later than this is: then whoever draws the rows says so. */
function useAskedFocus(
  box: RefObject<HTMLElement | null>,
  at: number,
  atFirst: boolean,
): { readonly ask: () => void; readonly drawn: () => void } {
  const wanted = useRef(atFirst);
  const drawn = (): void => {
    if (!wanted.current || stopOf(box.current, at) === null) return;
    wanted.current = false;
    focusRow(box.current, at);
  };
  useLayoutEffect(() => drawn());
  return {
    ask: () => {
      wanted.current = true;
    },
    drawn,
  };
}

interface WithRow {
  readonly ids: readonly string[];
  readonly box: RefObject<HTMLElement | null>;
  readonly at: number;
  readonly place: RefObject<number>;
  readonly setActive: (id: string) => void;
}

/**
 * The focus stays with its row: the list may change, and an element that is scrolled away is used again for another row. A row
 * that has left the list hands it to what stands in its place.
 */
function useFocusWithRow({ ids, box, at, place, setActive }: WithRow): {
  readonly enter: (onRow: boolean) => void;
  readonly leave: (event: FocusEvent) => void;
} {
  const inside = useRef(false);
  useLayoutEffect(() => {
    if (!inside.current || isElsewhere(box.current)) return;
    const next = at >= 0 ? at : Math.min(place.current, ids.length - 1);
    if (rowIndexOf(document.activeElement ?? document) !== next) focusRow(box.current, next);
    const id = ids[next];
    if (at < 0 && id !== undefined) setActive(id);
  });
  return {
    enter: (onRow) => {
      inside.current = onRow;
    },
    leave: ({ target, relatedTarget }) => {
      // Without a next element the focused one may just have been taken away; then it is gone when the drawing is done.
      if (relatedTarget !== null) inside.current = false;
      else queueMicrotask(() => target.isConnected && (inside.current = target === document.activeElement));
    },
  };
}

function isElsewhere(box: HTMLElement | null): boolean {
  const focused = document.activeElement;
  return focused !== null && focused !== document.body && box?.contains(focused) !== true;
}

/** Back from the detail: to its row, unless the focus went elsewhere by the member's own will. */
function useReturn(openId: string, back: () => void): void {
  const opened = useRef(openId);
  useEffect(() => {
    const closed = opened.current !== '' && openId === '';
    opened.current = openId;
    if (closed && document.activeElement === document.body) back();
    // oxlint-disable-next-line react/exhaustive-deps -- only opening and closing count
  }, [openId]);
}
