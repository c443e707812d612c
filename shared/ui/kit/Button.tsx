/**
 * Buttons and links that look like them. One `primary` a screen. A button is never disabled without saying why: give
 * `why`, and pressing it says so instead of doing nothing.
 */
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Link } from 'react-router';
import { useAnnounce } from './Announcer.tsx';

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger';

interface Looks {
  readonly kind?: ButtonKind;
  /** A Tabler icon, e.g. `<IconPlus />`; always beside words. */
  readonly icon?: ReactNode;
  /** Full width of its place: the main act on a phone. */
  readonly full?: boolean;
  readonly children: ReactNode;
}

export interface ButtonProps
  extends Looks, Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children' | 'disabled'> {
  /** Work under way: keeps its width, answers no second press. */
  readonly busy?: boolean;
  /** Why it cannot be used now. Shown as its title and announced when pressed. */
  readonly why?: string | undefined;
  /** A key that does the same, shown at a desk: `C`. */
  readonly hint?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button(props: ButtonProps): ReactNode {
  const {
    kind = 'secondary',
    icon,
    full = false,
    busy = false,
    why,
    hint,
    children,
    onClick,
    ...rest
  } = props;
  const announce = useAnnounce();
  const held = busy || why !== undefined;
  return (
    <button
      type="button"
      {...rest}
      className={buttonClass(kind, full, rest.className)}
      aria-disabled={held || undefined}
      aria-busy={busy || undefined}
      title={why ?? rest.title}
      onClick={(event) => {
        if (!held) return onClick?.(event);
        event.preventDefault();
        if (why !== undefined) announce(why);
        return undefined;
      }}
    >
      {icon}
      <span className="ct-button-words">{children}</span>
      {hint === undefined ? null : (
        <kbd className="ct-button-hint" aria-hidden>
          {hint}
        </kbd>
      )}
    </button>
  );
}

interface LinkButtonProps extends Looks {
  readonly to: string;
  readonly hint?: string;
  readonly className?: string;
}

/** A link that is the screen's act: goes somewhere, so it can be opened in another tab. */
export function LinkButton({
  to,
  kind = 'secondary',
  icon,
  full = false,
  hint,
  className,
  children,
}: LinkButtonProps): ReactNode {
  return (
    <Link to={to} className={buttonClass(kind, full, className)}>
      {icon}
      <span className="ct-button-words">{children}</span>
      {hint === undefined ? null : (
        <kbd className="ct-button-hint" aria-hidden>
          {hint}
        </kbd>
      )}
    </Link>
  );
}

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children' | 'disabled'> {
  /** Its words, read aloud and shown on hover. Use only where the icon is known to everybody (close, back, menu). */
  readonly label: string;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ label, children, className, ...rest }: IconButtonProps): ReactNode {
  return (
    <button
      type="button"
      {...rest}
      className={`ct-icon-button ${className ?? ''}`}
      aria-label={label}
      title={rest.title ?? label}
    >
      {children}
    </button>
  );
}

/** Buttons in a row, wrapping; on a phone they take the full width, the first on top. */
export function Actions({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className="ct-actions">{children}</div>;
}

function buttonClass(kind: ButtonKind, full: boolean, extra?: string): string {
  return ['ct-button', `ct-button-${kind}`, full ? 'ct-button-full' : '', extra ?? '']
    .filter(Boolean)
    .join(' ');
}
