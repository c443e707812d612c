/** What is not there yet. A skeleton only on the very first sync, with a true count; what has arrived is usable. */
import type { ReactNode } from 'react';
import { useFormats } from '../i18n/use-formats.ts';
import { useText } from '../i18n/Text.tsx';

/** Rows in grey. `count` says how far the first copy is: "412 of 3,870". */
export function Skeleton({
  rows = 6,
  count,
}: {
  readonly rows?: number;
  readonly count?: { readonly done: number; readonly total: number } | undefined;
}): ReactNode {
  const t = useText();
  return (
    <div className="ct-skeleton" aria-busy>
      {count === undefined ? (
        <output className="ct-hidden">{t('kit.loading')}</output>
      ) : (
        <FirstSync {...count} />
      )}
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} className="ct-skeleton-row" />
      ))}
    </div>
  );
}

/** "Getting your community ready: 412 of 3,870", with a bar. */
export function FirstSync({ done, total }: { readonly done: number; readonly total: number }): ReactNode {
  const t = useText();
  const formats = useFormats();
  return (
    <ProgressBar
      label={t('kit.loading')}
      share={total === 0 ? 0 : done / total}
      words={t('kit.firstSync', { done: formats.number(done), total: formats.number(total) })}
    />
  );
}

/** How far something is, in words and as a bar. @param share 0…1 */
export function ProgressBar(props: {
  readonly label: string;
  readonly share: number;
  readonly words?: string;
}): ReactNode {
  const percent = Math.round(Math.min(1, Math.max(0, props.share)) * 100);
  return (
    <div className="ct-first-sync">
      {props.words === undefined ? null : <span>{props.words}</span>}
      <progress className="ct-progress" aria-label={props.label} max={100} value={percent} />
    </div>
  );
}
