/**
 * The record that is open on the screen: it tells the palette what can be done with it, and comes first among what was
 * opened lately. `useOpenRecord({ id, title, acts })` in its screen; nothing is drawn anew because of it.
 */
import { createContext, useContext, useEffect, useRef } from 'react';
import { noteOpened } from '@communitrak/replica/commands/recents.ts';
import { useReplica } from '../context.ts';

export interface RecordAct {
  readonly id: string;
  readonly label: string;
  /** Shown only to whoever types for it: there may be many. */
  readonly onlyFound?: boolean;
  readonly run: () => void;
}

export interface OpenRecord {
  /** Document's id. */
  readonly id: string;
  readonly title: string;
  readonly acts: readonly RecordAct[];
}

export interface OpenRecords {
  readonly put: (read: () => OpenRecord) => () => void;
  /** The one that was opened last, as it is now. */
  readonly current: () => OpenRecord | undefined;
}

export function createOpenRecords(): OpenRecords {
  const open = new Set<() => OpenRecord>();
  return {
    put: (read) => {
      open.add(read);
      return () => void open.delete(read);
    },
    current: () => [...open].at(-1)?.(),
  };
}

export const OpenRecordsContext = createContext<OpenRecords>({
  put: () => () => undefined,
  current: () => undefined,
});

/** Who steps through a list with the keys has not opened all of it. */
const OPENED_AFTER_MS = 1000;

export function useOpenRecord(record: OpenRecord): void {
  const { put } = useContext(OpenRecordsContext);
  const replica = useReplica();
  const { id } = record;
  const now = useRef(record);
  useEffect(() => {
    now.current = record;
  });
  useEffect(() => put(() => now.current), [put]);
  useEffect(() => {
    const timer = setTimeout(() => void noteOpened(replica, id), OPENED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [replica, id]);
}
