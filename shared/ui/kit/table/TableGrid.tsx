/**
 * The table at a desk: head and totals stay in sight, rows are drawn only where seen, each of one height and by itself
 * (`contain: strict`), moved by a transform. A grid for screen readers: rows have the focus, counts are those of the whole.
 */
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role, jsx-a11y/no-noninteractive-element-to-interactive-role -- the rows are laid out as grids, and Safari then forgets what a table's elements mean */
import { memo, useEffect, useId, useMemo, type CSSProperties, type MouseEvent, type ReactNode } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useHref } from 'react-router';
import { useText } from '../../i18n/Text.tsx';
import { GridHead } from './GridHead.tsx';
import { GridRow } from './GridRow.tsx';
import type { Density } from './table-memory.ts';
import type { TableState } from './table-state.ts';
import { useGradualRows } from './use-gradual-rows.ts';
import { useRowsView, type RowsOptions } from './use-rows-view.ts';
import type { TableModel } from './use-table-model.ts';

/** Heights in px; theme's own sizes for text fit into both. */
export const ROW_HEIGHT = { compact: 36, comfortable: 44 } as const satisfies Record<Density, number>;
const CHECK_WIDTH = 40;
const OVERSCAN = 3;

interface GridProps<Row extends object> extends RowsOptions<Row> {
  readonly label: string;
  readonly density: Density;
  readonly order: TableState['order'];
  readonly onOrder: (order: TableState['order']) => void;
  readonly hrefOf: ((row: Row) => string) | undefined;
}

export function TableGrid<Row extends object>(props: GridProps<Row>): ReactNode {
  const { model, label, density, selectable } = props;
  const { rows, columns } = model;
  const view = useRowsView(props);
  const height = ROW_HEIGHT[density];
  const totals = columns.some((column) => column.total !== undefined);
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoises here, and it re-renders by itself
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rows.length,
    estimateSize: () => height,
    overscan: OVERSCAN,
    getScrollElement: () => view.box.current,
    rangeExtractor: view.rangeExtractor,
    scrollMargin: height,
    scrollPaddingStart: height,
    scrollPaddingEnd: totals ? height : 0,
    useFlushSync: false,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, height]);
  const drawn = useGradualRows(
    virtualizer.getVirtualItems(),
    virtualizer.range?.startIndex ?? 0,
    view.focus.at,
  );
  view.setScroll((index) => virtualizer.scrollToIndex(index, { align: 'auto' }));
  const base = useId();
  const root = useHref('/');
  const head = 1 + (totals ? 1 : 0);
  return (
    <div className="tb-grid" ref={view.box} style={useGridStyle(model, selectable, height)}>
      <table
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + head}
        aria-colcount={columns.length + (selectable ? 1 : 0)}
        aria-multiselectable={selectable || undefined}
        onKeyDown={view.onKeyDown}
        onFocus={view.onFocus}
        onBlur={view.onBlur}
        onClick={view.onClick}
        onMouseDown={keepText}
        onPointerOver={tellWhole}
      >
        <GridHead
          model={model}
          columns={columns}
          selectable={selectable}
          order={props.order}
          onOrder={props.onOrder}
        />
        <tbody role="rowgroup" className="tb-body" style={{ height: virtualizer.getTotalSize() }}>
          {drawn.map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <GridRow
                key={index}
                row={row.original}
                base={base}
                index={index}
                top={start - height}
                columns={columns}
                stop={index === view.focus.stop}
                active={index === view.focus.at}
                open={row.id === props.openId}
                selected={selectable ? model.isSelected(row.id) : undefined}
                href={props.hrefOf === undefined ? undefined : root + props.hrefOf(row.original).slice(1)}
              />
            );
          })}
        </tbody>
        {totals ? <TotalsRow model={model} selectable={selectable} /> : null}
      </table>
    </div>
  );
}

/** One set of tracks for head, rows and totals: fixed by the columns, never by what stands in them. */
function useGridStyle<Row extends object>(
  model: TableModel<Row>,
  selectable: boolean,
  height: number,
): CSSProperties {
  const { columns, given } = model;
  return useMemo(() => {
    const least = columns.map(({ width, letters }) =>
      letters === undefined ? `${width}px` : `max(${width}px, ${letters(given) + 1}ch + 1.25rem)`,
    );
    const tracks = columns.map(({ grow }, index) =>
      grow === 0 ? least[index] : `minmax(${least[index]}, ${grow}fr)`,
    );
    // Without a column that grows the last track takes the rest, so that rows reach the edge.
    const rest = columns.some(({ grow }) => grow > 0) ? [] : ['1fr'];
    const check = selectable ? [`${CHECK_WIDTH}px`] : [];
    return {
      '--tb-tracks': [...check, ...tracks, ...rest].join(' '),
      '--tb-least': `calc(${[...check, ...least].join(' + ')})`,
      '--tb-height': `${height}px`,
    } as CSSProperties;
  }, [columns, given, selectable, height]);
}

/** What is cut is told whole on hover. Looked at only under the pointer: measuring every cell would cost every frame. */
function tellWhole(event: MouseEvent): void {
  const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('.tb-cell') : null;
  if (cell === null || cell.title !== '') return;
  if (cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent ?? '';
}

/** Shift and a click selects rows, not the text between them. */
function keepText(event: MouseEvent): void {
  if (event.shiftKey) event.preventDefault();
}

const TotalsRow = memo(PlainTotals) as typeof PlainTotals;

function PlainTotals<Row extends object>(props: {
  readonly model: TableModel<Row>;
  readonly selectable: boolean;
}): ReactNode {
  const t = useText();
  const { rows, narrowed, columns } = props.model;
  const totals = useMemo(() => {
    const originals = narrowed.map((row) => row.original);
    return columns.map((column) => column.total?.(originals) ?? '');
  }, [narrowed, columns]);
  const named = columns.findIndex((column) => column.total === undefined);
  const shift = props.selectable ? 2 : 1;
  return (
    <tfoot role="rowgroup" className="tb-foot">
      <tr role="row" className="tb-row" aria-rowindex={rows.length + 2}>
        {props.selectable ? (
          <td role="gridcell" aria-colindex={1} className="tb-cell">
            <span className="ct-hidden">{t('table.total')}</span>
          </td>
        ) : null}
        {columns.map((column, index) => (
          <td
            key={column.id}
            role="gridcell"
            aria-colindex={index + shift}
            className={`tb-cell tb-${column.align}`}
          >
            {index === named ? t('table.total') : totals[index]}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}
