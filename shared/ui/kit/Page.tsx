/**
 * A screen's frame: title (which is also the document's and gets the focus when the route changes), where back leads,
 * what can be done. On a phone `primary` sits at the bottom in thumb reach.
 */
import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'react-router';
import { IconChevronLeft } from '@tabler/icons-react';
import { useText } from '../i18n/Text.tsx';

interface PageProps {
  /** In the member's words; also the document's title. */
  readonly title: string;
  /** Quiet line under the title. */
  readonly subtitle?: ReactNode;
  /** Where back leads and what it is called: `{ to: '..', label: t('nav.requests') }`. */
  readonly back?: { readonly to: string; readonly label: string };
  /** Secondary acts, at the title's right. */
  readonly actions?: ReactNode;
  /** The one main act: a `<Button kind="primary">` or `<LinkButton kind="primary">`. */
  readonly primary?: ReactNode;
  /**
   * `text` for reading and forms (a comfortable measure), `list` for lists, `full` for list beside detail, `wide` for a
   * dashboard, centred on a very wide screen.
   */
  readonly width?: 'text' | 'list' | 'full' | 'wide';
  /** Hides the visible title where the content says it (it stays for screen readers). */
  readonly quietTitle?: boolean;
  readonly children: ReactNode;
}

export function Page(props: PageProps): ReactNode {
  const { title, subtitle, back, actions, primary, width = 'list', quietTitle = false, children } = props;
  const heading = useRouteFocus();
  useDocumentTitle(title);
  return (
    <div className={`ct-page ct-page-${width}`}>
      {back === undefined ? null : (
        <Link className="ct-back" to={back.to}>
          <IconChevronLeft aria-hidden />
          {back.label}
        </Link>
      )}
      <header className={quietTitle ? 'ct-hidden' : 'ct-page-head'}>
        <div className="ct-page-name">
          <h1 tabIndex={-1} ref={heading}>
            {title}
          </h1>
          {subtitle === undefined ? null : <p className="ct-soft">{subtitle}</p>}
        </div>
        {actions === undefined ? null : <div className="ct-page-actions">{actions}</div>}
        {primary === undefined ? null : <div className="ct-page-primary">{primary}</div>}
      </header>
      {children}
    </div>
  );
}

/** A part of a page with its own heading. `boxed` draws the one line around it that a group of rows or fields gets. */
export function Section(props: {
  readonly title?: string;
  readonly text?: ReactNode;
  readonly actions?: ReactNode;
  readonly boxed?: boolean;
  readonly children?: ReactNode;
}): ReactNode {
  const { title, text, actions, boxed = false, children } = props;
  return (
    <section className="ct-section">
      {title === undefined ? null : (
        <div className="ct-section-head">
          <h2>{title}</h2>
          {actions}
        </div>
      )}
      {text === undefined ? null : <p className="ct-soft ct-section-text">{text}</p>}
      {boxed ? <div className="ct-box">{children}</div> : children}
    </section>
  );
}

/** `New request · Communitrak`. */
export function useDocumentTitle(title: string): void {
  const t = useText();
  const product = t('kit.product');
  useEffect(() => {
    document.title = title === product ? product : `${title} · ${product}`;
  }, [title, product]);
}

/** Moves the focus to the new page's heading, so that a screen reader says where one is; not on the first load. */
function useRouteFocus(): React.RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const within = document.activeElement;
    const free = within === null || within === document.body || !document.contains(within);
    const fromNavigation = within instanceof Element && within.closest('a, nav') !== null;
    if (document.documentElement.dataset['routed'] === 'yes' && (free || fromNavigation)) {
      heading.current?.focus({ preventScroll: true });
    }
    document.documentElement.dataset['routed'] = 'yes';
  }, []);
  return heading;
}
