/** One row of the grid. Drawn again only when something of its own changes; presses and clicks are the grid's business. */
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role, jsx-a11y/no-noninteractive-element-to-interactive-role -- the rows are laid out as grids, and Safari then forgets what a table's elements mean */
import { memo, type ReactNode } from 'react';
import type { TableColumn } from './column.ts';

interface GridRowProps<Row extends object> {
  readonly row: Row;
  /** Begins the ids of cells that others name. */
  readonly base: string;
  readonly index: number;
  readonly top: number;
  readonly columns: readonly TableColumn<Row>[];
  /** In the tab order. */
  readonly stop: boolean;
  readonly active: boolean;
  /** Its detail is open. */
  readonly open: boolean;
  /** Undefined where rows cannot be selected. */
  readonly selected: boolean | undefined;
  readonly href: string | undefined;
}

export const GridRow = memo(PlainRow) as typeof PlainRow;

function PlainRow<Row extends object>(props: GridRowProps<Row>): ReactNode {
  const { row, base, index, columns, selected, href } = props;
  const named = columns.find(({ fixed }) => fixed) ?? columns[0];
  const nameId = `${base}${index}`;
  const shift = selected === undefined ? 1 : 2;
  return (
    <tr
      role="row"
      className="tb-row"
      // The head is the first.
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-current={props.open ? 'true' : undefined}
      data-index={index}
      data-stop
      data-active={props.active ? '' : undefined}
      tabIndex={props.stop ? 0 : -1}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      {selected === undefined ? null : (
        <td role="gridcell" aria-colindex={1} className="tb-cell tb-check" data-check>
          <input type="checkbox" tabIndex={-1} readOnly checked={selected} aria-labelledby={nameId} />
        </td>
      )}
      {columns.map((column, at) => (
        <td
          key={column.id}
          role="gridcell"
          aria-colindex={at + shift}
          className={`tb-cell tb-${column.align}`}
          id={column === named ? nameId : undefined}
        >
          {column === named && href !== undefined ? (
            <a href={href} tabIndex={-1} data-open className="tb-name">
              {column.show(row)}
            </a>
          ) : (
            column.show(row)
          )}
        </td>
      ))}
    </tr>
  );
}
