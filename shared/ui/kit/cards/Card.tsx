/**
 * A dashboard's parts: a grid of cards (one line around each, none inside another) and numbers that lead to what they
 * count. One column on a phone, two or three at a desk. What a card holds is its feature's.
 */
import { useId, type ReactNode } from 'react';
import { Link } from 'react-router';
import { NumberText } from '../Values.tsx';
import './cards.css';

export function CardGrid({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className="ct-cards">{children}</div>;
}

interface CardProps {
  readonly title: string;
  /** Beside the title; left out while it is not known. */
  readonly count?: number | undefined;
  /** A quiet link at the title's right: all of them. */
  readonly action?: ReactNode;
  /** `needs`: the one that wants the member first. */
  readonly tone?: 'needs';
  readonly children: ReactNode;
}

export function Card({ title, count, action, tone, children }: CardProps): ReactNode {
  const heading = useId();
  return (
    <section className="ct-card" data-tone={tone} aria-labelledby={heading}>
      <header className="ct-card-head">
        <h2 id={heading}>
          {title}
          {count === undefined ? null : (
            <span className="ct-card-count">
              <NumberText value={count} />
            </span>
          )}
        </h2>
        {action}
      </header>
      {children}
    </section>
  );
}

/** Words in a card that has no rows: why, and that it is fine. */
export function CardText({ children }: { readonly children: ReactNode }): ReactNode {
  return <p className="ct-card-text ct-soft">{children}</p>;
}

export function StatRow({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <ul className="ct-stats" aria-label={label}>
      {children}
    </ul>
  );
}

interface StatProps {
  readonly to: string;
  readonly label: string;
  /** Undefined while it is being counted: its place is kept. */
  readonly value: number | undefined;
  /** Above zero alone. */
  readonly tone?: 'late' | 'needs' | undefined;
}

export function Stat({ to, label, value, tone }: StatProps): ReactNode {
  return (
    <li>
      <Link className="ct-stat" to={to} data-tone={value === undefined || value === 0 ? undefined : tone}>
        <span className="ct-stat-value">
          {value === undefined ? <span aria-hidden>–</span> : <NumberText value={value} />}
        </span>
        <span>{label}</span>
      </Link>
    </li>
  );
}
