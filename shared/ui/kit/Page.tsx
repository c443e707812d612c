/**
 * A screen's frame: title (which is also the document's and gets the focus when the route changes), where back leads,
 * what can be done. On a phone `primary` sits at the bottom in thumb reach.
 */
import { useContext, useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'react-router';
import { IconChevronLeft } from '@tabler/icons-react';
import { useText } from '../i18n/Text.tsx';
import { TitleCount } from './title-count.ts';

interface PageProps {
  /** In the member's words; also the document's title. */
  readonly title: string;
  /** Quiet line under the title. */
  readonly subtitle?: ReactNode;
  /** Where back leads and what it is called: `{ to: '..', label: t('nav.requests') }`. */
  readonly back?: { readonly to: string; readonly label: string };
  /** What lies above `back`, from the top, where a screen is deeper than a list and its rows. */
  readonly trail?: readonly { readonly to: string; readonly label: string }[];
  /** Secondary acts, at the title's right. */
  readonly actions?: ReactNode;
  /** The one main act: a `<Button kind="primary">` or `<LinkButton kind="primary">`. */
  readonly primary?: ReactNode;
  /**
   * Each centred, on however wide a screen: `text` for reading and forms, `list` for lists, `wide` for a dashboard, `split`
   * for a list beside its detail, `table` for columns.
   */
  readonly width?: 'text' | 'list' | 'wide' | 'split' | 'table';
  /** Hides the visible title where the content says it (it stays for screen readers). */
  readonly quietTitle?: boolean;
  readonly children: ReactNode;
}

export function Page(props: PageProps): ReactNode {
  const {
    title,
    subtitle,
    back,
    trail = [],
    actions,
    primary,
    width = 'list',
    quietTitle = false,
    children,
  } = props;
  const t = useText();
  const heading = useRouteFocus();
  useDocumentTitle(title);
  return (
    <div className={`ct-page ct-page-${width}`}>
      {back === undefined ? null : (
        <nav className="ct-trail" aria-label={t('kit.trail')}>
          {[...trail, back].map(({ to, label }, index) => (
            <Link key={to} className="ct-back" to={to} data-above={index < trail.length ? '' : undefined}>
              <IconChevronLeft aria-hidden />
              {label}
            </Link>
          ))}
        </nav>
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

/** `(3) New request · Communitrak`: how much is new comes first. */
export function useDocumentTitle(title: string): void {
  const t = useText();
  const product = t('kit.product');
  const count = useContext(TitleCount);
  useEffect(() => {
    const words = title === product ? product : `${title} · ${product}`;
    document.title = count === 0 ? words : `(${count}) ${words}`;
  }, [title, product, count]);
}

/** Moves the focus to the new page's heading, so that a screen reader says where one is; not on the first load. */
function useRouteFocus(): React.RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const within = document.activeElement;
    const free = within === null || within === document.body || !document.contains(within);
    // A row of a list that has taken the focus was come back to: there one goes on.
    const fromNavigation =
      within instanceof Element &&
      within.closest('a, nav') !== null &&
      within.closest('[data-stop]') === null;
    if (document.documentElement.dataset['routed'] === 'yes' && (free || fromNavigation)) {
      heading.current?.focus({ preventScroll: true });
    }
    document.documentElement.dataset['routed'] = 'yes';
  }, []);
  return heading;
}
