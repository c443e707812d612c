/** The mark: one roof, many people. The same drawing as the installed app's icon (shared/config/scripts/icons.mjs). */
import type { ReactNode } from 'react';

export function BrandMark(): ReactNode {
  return (
    <svg className="ct-mark-brand" viewBox="0 0 64 64" aria-hidden focusable="false">
      <rect width="64" height="64" rx="14" className="ct-mark-ground" />
      <path d="M14 32 32 17l18 15" className="ct-mark-roof" />
      <circle cx="21" cy="44" r="4.5" className="ct-mark-dot" />
      <circle cx="32" cy="39" r="4.5" className="ct-mark-dot" />
      <circle cx="43" cy="44" r="4.5" className="ct-mark-dot" />
    </svg>
  );
}
