/** What can be asked of a replica in a worker: the room's own commands and queries, by name. */
import {
  addInternalNote,
  answerRequest,
  changeRequest,
  editRequest,
  postRequest,
} from '@communitrak/replica/commands/requests.ts';
import { myCard, myHouseholds, staff } from '@communitrak/replica/queries/people.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import { requestDetail, requestList } from '@communitrak/replica/queries/requests.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import { checkMyData } from '@communitrak/replica/status/check.ts';
import { storageUsed } from '@communitrak/replica/status/storage.ts';
import { syncStatus } from '@communitrak/replica/status/sync-status.ts';
import { discard, sendAgain, unsent } from '@communitrak/replica/status/unsent.ts';
import { deviceDump } from './device-dump.ts';

export const COMMANDS = {
  postRequest,
  changeRequest,
  editRequest,
  answerRequest,
  addInternalNote,
  sendAgain,
  discard,
  storageUsed,
  check: (replica: Replica) => checkMyData(replica, () => undefined, new AbortController().signal),
  /** Pulls and sends, until nothing is left to do. */
  async sync(replica: Replica): Promise<void> {
    replica.parts.sync.ask();
    await replica.parts.sync.settled();
  },
  /** Everything that this realm's IndexedDB holds, as text. */
  dump: (_replica: Replica) => deviceDump(),
  /** All documents by id, of all collections. */
  async documents(replica: Replica): Promise<Readonly<Record<string, unknown>>> {
    const all: Record<string, unknown> = {};
    for (const rx of replica.parts.database.collections.values()) {
      for (const doc of await rx.find().exec()) all[doc.id] = doc.toJSON();
    }
    return all;
  },
};

export const QUERIES = {
  requestList,
  requestDetail,
  staff,
  myHouseholds,
  myCard,
  syncStatus,
  unsent,
};

export type CommandName = keyof typeof COMMANDS;
export type QueryName = keyof typeof QUERIES;
type Rest<F> = F extends (replica: Replica, ...args: infer A) => unknown ? A : never;
export type CommandArgs<N extends CommandName> = Rest<(typeof COMMANDS)[N]>;
export type CommandAnswer<N extends CommandName> = Awaited<ReturnType<(typeof COMMANDS)[N]>>;
export type QueryArgs<N extends QueryName> = Rest<(typeof QUERIES)[N]>;
export type QueryAnswer<N extends QueryName> =
  ReturnType<(typeof QUERIES)[N]> extends Query<infer T> ? T : never;

/** What the host sends; each is answered once by its `id`. */
export type Ask = { readonly id: number } & (
  | { readonly kind: 'command'; readonly name: CommandName; readonly args: readonly unknown[] }
  /** The snapshot as it is now, once there is one. */
  | { readonly kind: 'query'; readonly name: QueryName; readonly args: readonly unknown[] }
  | { readonly kind: 'online'; readonly online: boolean }
  /** Closes it and opens it again on the same storage, as a reload does. */
  | { readonly kind: 'reopen' }
  | { readonly kind: 'close' }
);

export type Answer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string };

export interface WorkerOptions {
  /** The server's address. */
  readonly url: string;
  /** Of a signed-in session. */
  readonly cookie: string;
  readonly association: string;
  readonly storage: 'memory' | 'dexie';
  /** Streams and timers; without them it syncs when asked. */
  readonly live: boolean;
}
