/** A message that stays: what happened, what it means, what to do. `needs` wants an act, `loss` says something is lost. */
import type { ReactNode } from 'react';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';

interface NoticeProps {
  readonly tone?: 'plain' | 'needs' | 'loss' | 'done';
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Read aloud when it appears. */
  readonly alert?: boolean;
}

const ICONS = {
  plain: IconInfoCircle,
  needs: IconAlertTriangle,
  loss: IconAlertTriangle,
  done: IconCircleCheck,
};

export function Notice({ tone = 'plain', title, children, actions, alert = false }: NoticeProps): ReactNode {
  const Icon = ICONS[tone];
  return (
    <div className={`ct-notice ct-notice-${tone}`} role={alert ? 'alert' : undefined}>
      <Icon aria-hidden className="ct-notice-icon" />
      <div className="ct-notice-words">
        <p className="ct-notice-title">{title}</p>
        {children === undefined ? null : <div>{children}</div>}
        {actions === undefined ? null : <div className="ct-actions">{actions}</div>}
      </div>
    </div>
  );
}
