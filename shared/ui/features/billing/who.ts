/** Whom the association's bill concerns: office, board, community leaders. */
import type { Audience } from '../../app/feature.ts';

export const leads: Audience = ({ keys }) => keys.has('office') || keys.has('board') || keys.has('lead');

/** Below the association. */
export const BILLING = 'billing';
