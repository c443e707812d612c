/**
 * A long list that draws only what is seen: 5,000 rows scroll as smoothly as fifty. Rows may differ in height.
 * It scrolls with the page, or within its own box when `boxed`.
 */
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useVirtualizer, useWindowVirtualizer, type Virtualizer } from '@tanstack/react-virtual';

interface VirtualListProps<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly row: (item: T, index: number) => ReactNode;
  readonly label: string;
  /** Height in px to assume until a row is measured. */
  readonly estimate?: number;
  /** Keeps this row in sight (the one the keys point at). */
  readonly pointed?: number;
  /** Scrolls in its parent's height instead of the page's: list beside detail. */
  readonly boxed?: boolean;
}

export function VirtualList<T>(props: VirtualListProps<T>): ReactNode {
  return props.boxed === true ? <BoxedList {...props} /> : <PageList {...props} />;
}

function PageList<T>(props: VirtualListProps<T>): ReactNode {
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), []);
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoises here, and it re-renders by itself
  const virtualizer = useWindowVirtualizer<HTMLLIElement>({
    count: props.items.length,
    estimateSize: () => props.estimate ?? 64,
    overscan: 8,
    scrollMargin: top,
    getItemKey: (index) => itemKey(props, index),
  });
  useKeepInSight(virtualizer, props.pointed);
  return (
    <ul
      className="ct-list ct-virtual"
      aria-label={props.label}
      ref={list}
      style={{ height: virtualizer.getTotalSize() }}
    >
      <Rows {...props} virtualizer={virtualizer} top={top} />
    </ul>
  );
}

function BoxedList<T>(props: VirtualListProps<T>): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoises here, and it re-renders by itself
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLLIElement>({
    count: props.items.length,
    estimateSize: () => props.estimate ?? 64,
    overscan: 8,
    getScrollElement: () => box.current,
    getItemKey: (index) => itemKey(props, index),
  });
  useKeepInSight(virtualizer, props.pointed);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by the arrow keys
    <section className="ct-scroll" ref={box} tabIndex={0} aria-label={props.label}>
      <ul
        className="ct-list ct-virtual"
        aria-label={props.label}
        style={{ height: virtualizer.getTotalSize() }}
      >
        <Rows {...props} virtualizer={virtualizer} top={0} />
      </ul>
    </section>
  );
}

interface Measures {
  readonly getVirtualItems: () => readonly {
    readonly index: number;
    readonly key: unknown;
    readonly start: number;
  }[];
  readonly measureElement: (element: HTMLLIElement | null) => void;
}

function Rows<T>(
  props: VirtualListProps<T> & { readonly virtualizer: Measures; readonly top: number },
): ReactNode {
  return props.virtualizer.getVirtualItems().map((place) => {
    const item = props.items[place.index];
    if (item === undefined) return null;
    return (
      <li
        key={String(place.key)}
        data-index={place.index}
        ref={props.virtualizer.measureElement}
        aria-setsize={props.items.length}
        aria-posinset={place.index + 1}
        style={{ transform: `translateY(${place.start - props.top}px)` }}
      >
        {props.row(item, place.index)}
      </li>
    );
  });
}

function itemKey<T>(props: VirtualListProps<T>, index: number): string {
  const item = props.items[index];
  return item === undefined ? String(index) : props.keyOf(item);
}

function useKeepInSight<S extends Element | Window, E extends Element>(
  virtualizer: Virtualizer<S, E>,
  pointed: number | undefined,
): void {
  useEffect(() => {
    if (pointed !== undefined && pointed >= 0) virtualizer.scrollToIndex(pointed, { align: 'auto' });
  }, [virtualizer, pointed]);
}
