/** An empty place teaches: what it is for, and the one act that fills it. */
import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly text?: ReactNode;
  readonly action?: ReactNode;
}

export function EmptyState({ icon, title, text, action }: EmptyStateProps): ReactNode {
  return (
    <div className="ct-empty">
      {icon === undefined ? null : (
        <span className="ct-empty-icon" aria-hidden>
          {icon}
        </span>
      )}
      <h2>{title}</h2>
      {text === undefined ? null : <p className="ct-soft">{text}</p>}
      {action}
    </div>
  );
}
