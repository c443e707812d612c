/**
 * The paper: who it is from, what it is, when it was printed; an address where a #10 envelope has its window. Page numbers are
 * the style sheet's. A table brings its own head (PrintTable), because a table's head is what a browser repeats on each page.
 */
import type { ReactNode } from 'react';
import { useFormats } from '../../i18n/use-formats.ts';
import { useText } from '../../i18n/Text.tsx';
import './print.css';

export interface PrintPageProps {
  /** The association's name. */
  readonly association: string;
  readonly title: string;
  /** `YYYY-MM-DD`, the day it is printed. */
  readonly today: string;
  /** Whom it goes to, line by line (four fit the window); then it is a letter, and its text begins below the fold. */
  readonly address?: readonly string[];
  /** The association's own lines, above the window. */
  readonly sender?: readonly string[];
  /** Wide tables. */
  readonly landscape?: boolean;
  /** The content says association, title and day itself, on every page. */
  readonly headless?: boolean;
  readonly children: ReactNode;
}

export function PrintPage(props: PrintPageProps): ReactNode {
  const { address, sender, landscape = false, headless = false, children } = props;
  const letter = address !== undefined;
  const kind = letter ? 'pr-letter' : landscape ? 'pr-landscape' : '';
  return (
    <article className={`pr-page ${kind}`}>
      {letter ? (
        <header className="pr-envelope">
          <Lines className="pr-sender" lines={[props.association, ...(sender ?? [])]} />
          <Lines className="pr-address" lines={address} />
        </header>
      ) : null}
      {headless ? null : (
        <header className="pr-head">
          {letter ? null : <p className="pr-association">{props.association}</p>}
          <h1>{props.title}</h1>
          <PrintedOn today={props.today} />
        </header>
      )}
      {children}
    </article>
  );
}

export function PrintedOn({ today }: { readonly today: string }): ReactNode {
  const t = useText();
  const formats = useFormats();
  return <p className="pr-printed">{t('print.on', { date: formats.date(today) })}</p>;
}

function Lines({
  className,
  lines,
}: {
  readonly className: string;
  readonly lines: readonly string[];
}): ReactNode {
  return (
    <address className={className}>
      {lines
        .filter((line) => line !== '')
        .map((line) => (
          <span key={line}>{line}</span>
        ))}
    </address>
  );
}
