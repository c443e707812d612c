/** What is wrong with a form, at its top, each line a link to its field. Takes the focus after a failed submit. */
import { useEffect, useRef, type ReactNode } from 'react';
import { useText } from '../../i18n/Text.tsx';
import type { Fault } from './form-faults.ts';

interface ErrorSummaryProps {
  readonly faults: readonly Fault[];
  /** `form.attempts`: each failed submit brings the focus here. */
  readonly attempts: number;
  /** In a sheet: a single fault needs no list, only the focus on its field. */
  readonly short?: boolean;
}

export function ErrorSummary({ faults, attempts, short = false }: ErrorSummaryProps): ReactNode {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const only = short && faults.length === 1 ? faults[0]?.fieldId : undefined;
  const goTo = useRef(only);
  useEffect(() => {
    goTo.current = only;
  });
  useEffect(() => {
    if (attempts === 0) return;
    if (goTo.current === undefined) box.current?.focus();
    else focusField(goTo.current);
  }, [attempts]);
  if (faults.length === 0 || only !== undefined) return null;
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
                focusField(fault.fieldId);
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

function focusField(id: string): void {
  document.querySelector<HTMLElement>(`#${CSS.escape(id)}`)?.focus();
}
