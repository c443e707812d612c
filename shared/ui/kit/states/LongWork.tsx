/**
 * Work that takes its time: what it is, how far it is in true numbers ("412 of 3,870"; without a total, how many so far),
 * and a way to stop it. Says nothing it does not know: no guess of how long.
 */
import { useState, type ReactNode } from 'react';
import { useText } from '../../i18n/Text.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { Button } from '../Button.tsx';
import './states.css';

export interface WorkDone {
  readonly done: number;
  /** Left out while nobody knows. */
  readonly total?: number;
}

interface LongWorkProps {
  /** "Checking your data". */
  readonly title: string;
  /** Undefined: it has only begun. */
  readonly progress: WorkDone | undefined;
  /** What stopping means: "What has been checked stays checked". */
  readonly text?: ReactNode;
  readonly onStop?: () => void;
}

export function LongWork({ title, progress, text, onStop }: LongWorkProps): ReactNode {
  const t = useText();
  const [stopping, setStopping] = useState(false);
  const words = useCount(progress);
  const total = progress?.total;
  return (
    <div className="ct-work" aria-busy>
      <div className="ct-work-words">
        <strong>{title}</strong>
        <span className="ct-numbers">{words}</span>
      </div>
      <progress
        className="ct-progress"
        aria-label={title}
        aria-valuetext={words}
        // Without a value it is striped.
        {...(progress === undefined || total === undefined || total === 0
          ? {}
          : { max: total, value: Math.min(progress.done, total) })}
      />
      {text === undefined ? null : <p className="ct-soft">{text}</p>}
      {onStop === undefined ? null : (
        <Button
          busy={stopping}
          onClick={() => {
            setStopping(true);
            onStop();
          }}
        >
          {t(stopping ? 'kit.state.stopping' : 'kit.state.stop')}
        </Button>
      )}
    </div>
  );
}

function useCount(progress: WorkDone | undefined): string {
  const t = useText();
  const formats = useFormats();
  if (progress === undefined) return t('kit.state.starting');
  const done = formats.number(progress.done);
  if (progress.total === undefined) return t('kit.state.soFar', { done });
  return t('kit.state.of', { done, total: formats.number(progress.total) });
}
