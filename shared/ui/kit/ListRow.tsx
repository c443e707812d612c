/**
 * A row of a list: 56 px or more, the whole of it a link or a button. Long names are cut with the full text on hover.
 * Put rows into `<List label>`; for more than a hundred use VirtualList.
 */
import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface ListRowProps {
  /** Where it leads; or `onOpen`; with neither it is plain. */
  readonly to?: string;
  readonly onOpen?: () => void;
  /** Mark or thumbnail before the words. */
  readonly lead?: ReactNode;
  readonly title: ReactNode;
  /** Second line, quiet. */
  readonly meta?: ReactNode;
  /** At the right: badge, date, count. */
  readonly trail?: ReactNode;
  /** The row whose detail is open. */
  readonly selected?: boolean;
  /** The row that the keys point at. */
  readonly pointed?: boolean;
}

export function ListRow(props: ListRowProps): ReactNode {
  const inner = (
    <>
      {props.lead === undefined ? null : <span className="ct-row-lead">{props.lead}</span>}
      <span className="ct-row-words">
        <span className="ct-row-title" title={typeof props.title === 'string' ? props.title : undefined}>
          {props.title}
        </span>
        {props.meta === undefined ? null : <span className="ct-row-meta">{props.meta}</span>}
      </span>
      {props.trail === undefined ? null : <span className="ct-row-trail">{props.trail}</span>}
    </>
  );
  const shared = {
    className: 'ct-row',
    'data-pointed': props.pointed === true ? '' : undefined,
    'aria-current': props.selected === true ? ('true' as const) : undefined,
  };
  if (props.to !== undefined) {
    return (
      <Link {...shared} to={props.to}>
        {inner}
      </Link>
    );
  }
  if (props.onOpen !== undefined) {
    return (
      <button type="button" {...shared} onClick={props.onOpen}>
        {inner}
      </button>
    );
  }
  return <div {...shared}>{inner}</div>;
}

/** A named list: `<List label={…}>{rows.map((row) => <ListRow key … />)}</List>`. */
export function List({
  label,
  children,
}: {
  readonly label: string;
  readonly children: readonly ReactNode[];
}): ReactNode {
  return (
    <ul className="ct-list" aria-label={label}>
      {children.map((row, index) => (
        <li key={keyOf(row) ?? index}>{row}</li>
      ))}
    </ul>
  );
}

function keyOf(row: ReactNode): string | null {
  return typeof row === 'object' && row !== null && 'key' in row ? row.key : null;
}
