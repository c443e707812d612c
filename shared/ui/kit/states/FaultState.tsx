/**
 * Something could not be shown or done: what, why and what it means, what to do. With a way to try again that says when
 * it is trying, and the technical words apart for whoever helps.
 */
import { useState, type ReactNode } from 'react';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useText } from '../../i18n/Text.tsx';
import { Actions, Button } from '../Button.tsx';
import './states.css';

interface FaultStateProps {
  /** What happened: "The ledger could not be read". */
  readonly title: string;
  /** Why, what it means, what to do. */
  readonly text: ReactNode;
  /** Tries again; while it runs, nobody can press twice. It may fail: then the caller draws the new fault. */
  readonly onRetry?: () => Promise<void> | void;
  /** Other ways on. */
  readonly actions?: ReactNode;
  /** For support. */
  readonly detail?: string;
}

export function FaultState({ title, text, onRetry, actions, detail }: FaultStateProps): ReactNode {
  const t = useText();
  return (
    <div className="ct-state ct-state-fault" role="alert">
      <span className="ct-state-icon" aria-hidden>
        <IconAlertTriangle />
      </span>
      <h2>{title}</h2>
      <div className="ct-state-text">{text}</div>
      {onRetry === undefined && actions === undefined ? null : (
        <Actions>
          {onRetry === undefined ? null : <RetryButton onRetry={onRetry} />}
          {actions}
        </Actions>
      )}
      {detail === undefined ? null : (
        <details className="ct-details">
          <summary>{t('kit.error.details')}</summary>
          <pre>{detail}</pre>
        </details>
      )}
    </div>
  );
}

function RetryButton({ onRetry }: { readonly onRetry: () => Promise<void> | void }): ReactNode {
  const t = useText();
  const [trying, setTrying] = useState(false);
  const retry = async (): Promise<void> => {
    setTrying(true);
    await Promise.resolve(onRetry()).finally(() => setTrying(false));
  };
  return (
    <Button
      kind="primary"
      icon={<IconRefresh aria-hidden />}
      busy={trying}
      // Whoever draws the fault tells of it; a refusal here would only be told twice.
      onClick={() => void retry().catch(() => undefined)}
    >
      {t(trying ? 'kit.state.trying' : 'kit.state.retry')}
    </Button>
  );
}
