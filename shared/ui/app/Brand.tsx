/** The mark: a house, and all is well. The same drawing as the public page's and the installed app's icon. */
import type { ReactNode } from 'react';

export function BrandMark(): ReactNode {
  return (
    <svg className="ct-mark-brand" viewBox="0 0 32 32" aria-hidden focusable="false">
      <path d="M4 15 16 5l12 10" />
      <path d="M7 13v13h18V13" />
      <path d="m11.5 19.5 3.2 3.2 6-6.4" />
    </svg>
  );
}
