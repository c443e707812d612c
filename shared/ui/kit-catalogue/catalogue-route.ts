/**
 * The way into the catalogue, which a production build does not have: webpack replaces the flag (pwa/webpack.config.mjs),
 * and with `false` neither the route nor the part is built.
 */
import { lazy } from 'react';

declare const KIT_CATALOGUE: boolean | undefined;

/** Undefined where the build has no catalogue. */
export const KitCatalogue =
  typeof KIT_CATALOGUE === 'boolean' && KIT_CATALOGUE
    ? lazy(async () => ({ default: (await import('./KitCatalogue.tsx')).KitCatalogue }))
    : undefined;
