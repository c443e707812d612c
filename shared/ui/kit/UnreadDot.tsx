/** What is new to this member: a dot and a word for who does not see it. The words beside it are drawn in bold. */
import type { ReactNode } from 'react';
import { useText } from '../i18n/Text.tsx';

export function UnreadDot(): ReactNode {
  const t = useText();
  return (
    <span className="ct-unread-dot">
      <span className="ct-hidden">{t('kit.unread')}</span>
    </span>
  );
}

/** A title that stands out while it is new. */
export function MaybeUnread(props: { readonly unread: boolean; readonly children: ReactNode }): ReactNode {
  if (!props.unread) return props.children;
  return (
    <span className="ct-unread">
      <UnreadDot />
      {props.children}
    </span>
  );
}
