/**
 * The same table where there is no room for columns (a phone, a list beside its detail): a row of two lines each, 56 px or
 * more. Scrolls with the page, or in its own box when `boxed`.
 */
import { useLayoutEffect, useMemo, useState, type ReactNode } from 'react';
import { useVirtualizer, useWindowVirtualizer } from '@tanstack/react-virtual';
import { useHref } from 'react-router';
import { TableCard, type CardParts } from './TableCard.tsx';
import type { TableColumn } from './column.ts';
import { useRowsView, type RowsOptions, type RowsView } from './use-rows-view.ts';

interface CardsProps<Row extends object> extends RowsOptions<Row> {
  readonly label: string;
  readonly boxed: boolean;
  readonly hrefOf: ((row: Row) => string) | undefined;
}

/** To assume until a row is measured, in px. */
const ESTIMATE = 64;
const OVERSCAN = 8;

export function TableCards<Row extends object>(props: CardsProps<Row>): ReactNode {
  const view = useRowsView(props);
  return props.boxed ? <BoxedCards {...props} view={view} /> : <PageCards {...props} view={view} />;
}

type ViewProps<Row extends object> = CardsProps<Row> & { readonly view: RowsView };

function PageCards<Row extends object>(props: ViewProps<Row>): ReactNode {
  const { view } = props;
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const box = view.box.current;
    if (box !== null) setTop(box.getBoundingClientRect().top + scrollY);
  }, [view.box]);
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoises here, and it re-renders by itself
  const virtualizer = useWindowVirtualizer<HTMLLIElement>({
    count: props.model.rows.length,
    estimateSize: () => ESTIMATE,
    overscan: OVERSCAN,
    scrollMargin: top,
    rangeExtractor: view.rangeExtractor,
    useFlushSync: false,
  });
  view.setScroll((index) => virtualizer.scrollToIndex(index, { align: 'auto' }));
  return (
    <div className="tb-cards" ref={view.box}>
      <CardList {...props} virtualizer={virtualizer} top={top} />
    </div>
  );
}

function BoxedCards<Row extends object>(props: ViewProps<Row>): ReactNode {
  const { view } = props;
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoises here, and it re-renders by itself
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLLIElement>({
    count: props.model.rows.length,
    estimateSize: () => ESTIMATE,
    overscan: OVERSCAN,
    getScrollElement: () => view.box.current,
    rangeExtractor: view.rangeExtractor,
    useFlushSync: false,
  });
  view.setScroll((index) => virtualizer.scrollToIndex(index, { align: 'auto' }));
  return (
    <div className="tb-cards tb-boxed" ref={view.box}>
      <CardList {...props} virtualizer={virtualizer} top={0} />
    </div>
  );
}

interface Virtual {
  readonly getVirtualItems: () => readonly { readonly index: number; readonly start: number }[];
  readonly getTotalSize: () => number;
  readonly measureElement: (element: HTMLLIElement | null) => void;
}

function CardList<Row extends object>(
  props: ViewProps<Row> & { readonly virtualizer: Virtual; readonly top: number },
): ReactNode {
  const { model, view, virtualizer, hrefOf } = props;
  const parts = useMemo(() => cardParts(model.columns), [model.columns]);
  const root = useHref('/');
  useLayoutEffect(() => view.focus.drawn());
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- keys are dealt with row by row, below
    <ul
      className="tb-list"
      aria-label={props.label}
      style={{ height: virtualizer.getTotalSize() }}
      onKeyDown={view.onKeyDown}
      onFocus={view.onFocus}
      onBlur={view.onBlur}
      onClick={view.onClick}
    >
      {virtualizer.getVirtualItems().map(({ index, start }) => {
        const row = model.rows[index];
        if (row === undefined) return null;
        return (
          <TableCard
            key={index}
            row={row.original}
            parts={parts}
            index={index}
            count={model.rows.length}
            top={start - props.top}
            measure={virtualizer.measureElement}
            stop={index === view.focus.stop}
            active={index === view.focus.at}
            open={row.id === props.openId}
            selected={props.selectable ? model.isSelected(row.id) : undefined}
            href={hrefOf === undefined ? undefined : root + hrefOf(row.original).slice(1)}
            opens={props.onOpen !== undefined}
          />
        );
      })}
    </ul>
  );
}

/** Without a title of its own the first column names the row. */
function cardParts<Row>(columns: readonly TableColumn<Row>[]): CardParts<Row> {
  const title = columns.find(({ onPhone }) => onPhone === 'title') ?? columns[0];
  const rest = columns.filter((column) => column !== title);
  return {
    title,
    trail: rest.filter(({ onPhone }) => onPhone === 'trail'),
    meta: rest.filter(({ onPhone }) => onPhone === 'meta'),
  };
}
