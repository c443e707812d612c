/**
 * Where unfinished writing is kept. The app hands in the replica's (kept on the device, seen by every window); tests and
 * the catalogue hand in one of their own. Knows no form.
 */
import { createContext, useContext } from 'react';
import type { Query } from '@communitrak/replica/queries/query.ts';

export interface KeptDraft {
  /** Plain JSON, by this version or another. */
  readonly value: unknown;
  /** Written in this window. */
  readonly own: boolean;
}

export interface DraftStore {
  /** Null: nothing is kept under this key. The same store gives the same query for the same key. */
  readonly watch: (key: string) => Query<KeptDraft | null>;
  readonly keep: (key: string, value: unknown) => Promise<void>;
  /** Forgets the words and leaves whatever else belongs to them: photos. */
  readonly forget: (key: string) => Promise<void>;
  /** Forgets all of it: posted, or discarded. */
  readonly drop: (key: string) => Promise<void>;
}

export const DraftsContext = createContext<DraftStore | undefined>(undefined);

export function useDraftStore(): DraftStore {
  const store = useContext(DraftsContext);
  if (store === undefined) throw new Error('A draft is used outside DraftsContext');
  return store;
}
