/** One row of the table on a phone: what it is, what is to know of it, and the amount or the date at its end. */
import { memo, type ReactNode } from 'react';
import type { TableColumn } from './column.ts';

export interface CardParts<Row> {
  readonly title: TableColumn<Row> | undefined;
  readonly trail: readonly TableColumn<Row>[];
  readonly meta: readonly TableColumn<Row>[];
}

interface CardProps<Row extends object> {
  readonly row: Row;
  readonly parts: CardParts<Row>;
  readonly index: number;
  readonly count: number;
  readonly top: number;
  readonly measure: (element: HTMLLIElement | null) => void;
  readonly stop: boolean;
  readonly active: boolean;
  readonly open: boolean;
  /** Undefined where rows cannot be selected. */
  readonly selected: boolean | undefined;
  readonly href: string | undefined;
  readonly opens: boolean;
}

export const TableCard = memo(PlainCard) as typeof PlainCard;

function PlainCard<Row extends object>(props: CardProps<Row>): ReactNode {
  const { row, parts, index, selected, measure } = props;
  const name = parts.title?.words(row) ?? '';
  return (
    <li
      className="tb-card"
      ref={measure}
      data-index={index}
      aria-setsize={props.count}
      aria-posinset={index + 1}
      data-active={props.active ? '' : undefined}
      data-open-row={props.open ? '' : undefined}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      {selected === undefined ? null : (
        <div className="tb-card-check" data-check>
          <input type="checkbox" readOnly checked={selected} aria-label={name} />
        </div>
      )}
      <CardLink {...props}>
        <span className="tb-card-words">
          <span className="tb-card-title">{parts.title?.show(row)}</span>
          <span className="tb-card-meta">
            {parts.meta.map((column) => (
              <CardValue key={column.id} row={row} column={column} />
            ))}
          </span>
        </span>
        <span className="tb-card-trail">
          {parts.trail.map((column) => (
            <CardValue key={column.id} row={row} column={column} />
          ))}
        </span>
      </CardLink>
    </li>
  );
}

/** The whole row leads to its detail; where nothing opens it is plain. */
function CardLink<Row extends object>(props: CardProps<Row> & { readonly children: ReactNode }): ReactNode {
  const shared = {
    className: 'tb-card-row',
    tabIndex: props.stop ? 0 : -1,
    'data-open': true,
    'data-stop': true,
  };
  const current = props.open ? ('true' as const) : undefined;
  if (props.href !== undefined) {
    return (
      <a {...shared} href={props.href} aria-current={current}>
        {props.children}
      </a>
    );
  }
  if (props.opens) {
    return (
      <button {...shared} type="button" aria-current={current}>
        {props.children}
      </button>
    );
  }
  return <div className="tb-card-row">{props.children}</div>;
}

function CardValue<Row extends object>(props: {
  readonly row: Row;
  readonly column: TableColumn<Row>;
}): ReactNode {
  const { row, column } = props;
  const own = column.card?.(row);
  if (own === null || column.words(row) === '') return null;
  return (
    <span className={column.align === 'end' ? 'tb-card-figure' : undefined} title={column.header}>
      {own ?? column.show(row)}
    </span>
  );
}
