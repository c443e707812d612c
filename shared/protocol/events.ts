/** `GET /a/<association>/sync/events`: server-sent pokes. They carry no data and no positions, and are never trusted. */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';

export interface Poke {
  /** Collections in which something of this member's may have changed. Empty right after connecting: sync all. */
  readonly collections: readonly CollectionName[];
  /** Epoch of the member's rights; a new one means: sync all. */
  readonly epoch: number;
}

/** SSE event names: `poke` carries a Poke as JSON; `signed-out` and `app-too-old` end the stream for good. */
export const EVENT_NAMES = ['poke', 'signed-out', 'app-too-old'] as const;
