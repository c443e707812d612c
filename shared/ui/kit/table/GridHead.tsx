/** The table's head: each column's name is a button that sorts by it; with Shift it sorts within what is sorted already. */
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role, jsx-a11y/no-noninteractive-element-to-interactive-role -- the rows are laid out as grids, and Safari then forgets what a table's elements mean */
import { memo, type MouseEvent, type ReactNode } from 'react';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useFormats } from '../../i18n/use-formats.ts';
import { useText } from '../../i18n/Text.tsx';
import type { TableColumn } from './column.ts';
import type { ColumnOrder } from './table-state.ts';
import type { TableModel } from './use-table-model.ts';

interface HeadProps<Row extends object> {
  readonly model: TableModel<Row>;
  readonly columns: readonly TableColumn<Row>[];
  readonly selectable: boolean;
  readonly order: readonly ColumnOrder[];
  readonly onOrder: (order: readonly ColumnOrder[]) => void;
}

/** Scrolling does not draw it again. */
export const GridHead = memo(PlainHead) as typeof PlainHead;

function PlainHead<Row extends object>(props: HeadProps<Row>): ReactNode {
  const { model, columns, selectable, order, onOrder } = props;
  const shift = selectable ? 2 : 1;
  return (
    <thead role="rowgroup" className="tb-head">
      <tr role="row" className="tb-row" aria-rowindex={1}>
        {selectable ? (
          <th role="columnheader" aria-colindex={1} className="tb-cell tb-check">
            <SelectAll model={model} />
          </th>
        ) : null}
        {columns.map((column, index) => {
          const sorted = order.find(({ id }) => id === column.id);
          return (
            <th
              key={column.id}
              role="columnheader"
              aria-colindex={index + shift}
              aria-sort={sorted === undefined ? 'none' : sorted.descending ? 'descending' : 'ascending'}
              className={`tb-cell tb-${column.align}`}
            >
              <button
                type="button"
                className="tb-sort"
                onClick={(event: MouseEvent) => onOrder(nextOrder(order, column.id, event.shiftKey))}
              >
                <span>{column.header}</span>
                {sorted === undefined ? null : <SortMark descending={sorted.descending} />}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function SortMark({ descending }: { readonly descending: boolean }): ReactNode {
  return descending ? <IconArrowDown aria-hidden /> : <IconArrowUp aria-hidden />;
}

/** Rising, falling, as it comes. @param within keeps the columns that are sorted by already */
export function nextOrder(
  order: readonly ColumnOrder[],
  id: string,
  within: boolean,
): readonly ColumnOrder[] {
  const now = order.find((one) => one.id === id);
  const kept = within ? order.filter((one) => one.id !== id) : [];
  if (now?.descending === true) return kept;
  return [...kept, { id, descending: now !== undefined }];
}

function SelectAll<Row extends object>({ model }: { readonly model: TableModel<Row> }): ReactNode {
  const t = useText();
  const formats = useFormats();
  const some = model.selected.length > 0 && !model.allSelected;
  return (
    <input
      type="checkbox"
      aria-label={t('table.select.all', { count: formats.number(model.rows.length) })}
      checked={model.allSelected}
      ref={(box) => {
        if (box !== null) box.indeterminate = some;
      }}
      onChange={() => model.selectAll(!model.allSelected)}
    />
  );
}
