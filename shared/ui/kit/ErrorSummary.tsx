/** What is wrong with a form, at its top, each line a link to its field. Takes the focus after a failed submit. */
import { useEffect, useRef, type ReactNode } from 'react';
import { useText } from '../i18n/Text.tsx';
import type { Fault } from './use-form.ts';

interface ErrorSummaryProps {
  readonly faults: readonly Fault[];
  /** `form.attempts`: each failed submit brings the focus here. */
  readonly attempts: number;
}

export function ErrorSummary({ faults, attempts }: ErrorSummaryProps): ReactNode {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (attempts > 0) box.current?.focus();
  }, [attempts]);
  if (faults.length === 0) return null;
  return (
    <div className="ct-summary" role="alert" tabIndex={-1} ref={box}>
      <h2>{t('kit.summary.title', { count: faults.length })}</h2>
      <ul>
        {faults.map((fault) => (
          <li key={fault.fieldId}>
            <a
              href={`#${fault.fieldId}`}
              onClick={(event) => {
                event.preventDefault();
                document.querySelector<HTMLElement>(`#${CSS.escape(fault.fieldId)}`)?.focus();
              }}
            >
              {fault.message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
