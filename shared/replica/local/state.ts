/** What all tabs must know of the one that syncs: how it stands, kept as one local document; and wishes to it. */
import { map, type Observable } from 'rxjs';
import type { Connection } from '../replication/connection-gate.ts';
import type { LocalDocs } from './local-docs.ts';

export interface SyncState {
  readonly connection: Connection;
  /** ISO; '' before the first. */
  readonly lastSync: string;
  /** ISO; '' before the first. */
  readonly lastVerify: string;
  /** Every collection has once been pulled to its end. */
  readonly complete: boolean;
  /** Of the first sync. */
  readonly done: number;
  readonly total: number;
}

export const FIRST_STATE: SyncState = {
  connection: 'online',
  lastSync: '',
  lastVerify: '',
  complete: false,
  done: 0,
  total: 0,
};

export interface StateKeeper {
  read(): Promise<SyncState>;
  /** One after the other; each sees the one before. */
  change(part: Partial<SyncState>): Promise<void>;
  watch(): Observable<SyncState>;
}

const ID = 'state:sync';

export function createStateKeeper(local: LocalDocs): StateKeeper {
  let last: Promise<unknown> = Promise.resolve();
  const read = async (): Promise<SyncState> => ({ ...FIRST_STATE, ...(await local.get(ID))?.data });
  return {
    read,
    change(part) {
      const write = async (): Promise<void> => {
        const before = await read();
        const after = { ...before, ...part };
        if (JSON.stringify(after) === JSON.stringify(before)) return;
        await local.put({ id: ID, kind: 'state', at: '', data: after });
      };
      const mine = last.then(write, write);
      last = mine.catch(() => undefined);
      return mine;
    },
    watch: () => local.watch(ID).pipe(map((doc) => ({ ...FIRST_STATE, ...doc?.data }))),
  };
}
