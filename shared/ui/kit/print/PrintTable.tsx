/** Rows on paper: all of them, with the association's name, the title and the columns' names on every page. */
import type { ReactNode } from 'react';
import { useFormats } from '../../i18n/use-formats.ts';
import { useText } from '../../i18n/Text.tsx';
import { PrintedOn } from './PrintPage.tsx';

export interface PrintColumn<Row> {
  readonly id: string;
  readonly header: string;
  readonly align: 'start' | 'end';
  /** 0: short values that are never broken (a date, a number). */
  readonly grow: number;
  /** Words, never what only a screen can do. */
  readonly words: (row: Row) => string;
  readonly total: ((rows: readonly Row[]) => string) | undefined;
}

interface PrintTableProps<Row> {
  readonly association: string;
  readonly title: string;
  readonly today: string;
  readonly columns: readonly PrintColumn<Row>[];
  readonly rows: readonly Row[];
  /** How many there are beyond what a search or a filter left. */
  readonly all: number;
  readonly idOf: (row: Row) => string;
}

export function PrintTable<Row>(props: PrintTableProps<Row>): ReactNode {
  const { columns, rows, idOf } = props;
  return (
    <table className="pr-table">
      <thead>
        <tr>
          <th colSpan={columns.length} className="pr-running">
            <TableHeading {...props} />
          </th>
        </tr>
        <tr>
          {columns.map((column) => (
            <th key={column.id} scope="col" className={lookOf(column)}>
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={idOf(row)}>
            {columns.map((column) => (
              <td key={column.id} className={lookOf(column)}>
                {column.words(row)}
              </td>
            ))}
          </tr>
        ))}
        <Totals columns={columns} rows={rows} />
      </tbody>
    </table>
  );
}

function lookOf({ align, grow }: Pick<PrintColumn<never>, 'align' | 'grow'>): string {
  return grow === 0 ? `pr-${align} pr-whole` : `pr-${align}`;
}

function TableHeading<Row>({ association, title, today, rows, all }: PrintTableProps<Row>): ReactNode {
  const t = useText();
  const formats = useFormats();
  const count =
    rows.length < all
      ? t('print.rowsOf', { shown: formats.number(rows.length), all: formats.number(all) })
      : t('print.rows', { count: rows.length });
  return (
    <div className="pr-head">
      <p className="pr-association">{association}</p>
      <h1>{title}</h1>
      <p className="pr-printed">{count}</p>
      <PrintedOn today={today} />
    </div>
  );
}

/** After the last row, not on every page: there it would read as the page's own. */
function Totals<Row>({ columns, rows }: Pick<PrintTableProps<Row>, 'columns' | 'rows'>): ReactNode {
  const t = useText();
  if (columns.every((column) => column.total === undefined)) return null;
  const named = columns.findIndex((column) => column.total === undefined);
  return (
    <tr className="pr-totals">
      {columns.map((column, index) => (
        <td key={column.id} className={lookOf(column)}>
          {index === named ? t('table.total') : (column.total?.(rows) ?? '')}
        </td>
      ))}
    </tr>
  );
}
