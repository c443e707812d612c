/** Addresses of the inbox, below the association. */
import { segmentOf } from '../../app/paths.ts';

export const inboxPaths = {
  list: 'inbox',
  /** @param documentId `request:<local>` */
  one: (documentId: string) => `inbox/${segmentOf(documentId)}`,
} as const;
