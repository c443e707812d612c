/**
 * RxDB's replication metadata: a record of each document as it was last pushed or pulled. RxDB reads its record of a
 * document before it pushes it, and writes the record anew when the server has answered. If a page that was on its way
 * before has written the record in between, the storage refuses that as a conflict, and RxDB leaves it at that: the
 * document then counts as an unsent edit for ever, and no page is taken for it any more. The server has answered after
 * that page was made, so here the record of what was pushed stands (decision 0027). And a record of what was pulled may
 * have been written already, by us (`replication/repair-metadata.ts`): that is no fault.
 */
import {
  now,
  type BulkWriteRow,
  type RxStorageBulkWriteResponse,
  type RxStorageInstance,
  type RxStorageInstanceCreationParams,
} from 'rxdb/plugins/core';
import { canonicalJson } from '@communitrak/protocol/hash.ts';
import type { DeviceStorage } from './device-storage.ts';

type Fields = Record<string, unknown>;
type Instance = RxStorageInstance<Fields, unknown, unknown>;
type Row = BulkWriteRow<Fields>;
type Response = RxStorageBulkWriteResponse<Fields>;

/** How RxDB calls the collections of its records. */
const RECORDS = 'rx-replication-meta';
/** The context in which it writes one after a push begins so. */
export const PUSHED = 'replication-up-write';
/** And after a page. */
const PULLED = 'replication-down-write-meta';

/** Each time somebody else wrote it in between once more. */
const ATTEMPTS = 10;

/** The rows that met another record than RxDB had read, over that one. */
function overOthers(rows: readonly Row[], { error }: Response): Row[] {
  const others = new Map(
    error.flatMap((one) => (one.status === 409 ? [[one.documentId, one.documentInDb]] : [])),
  );
  return rows.flatMap(({ document }) => {
    const previous = others.get(String(document['id']));
    if (previous === undefined) return [];
    const _rev = `${Number(previous._rev.split('-')[0]) + 1}-pushed`;
    return [{ previous, document: { ...document, _rev, _meta: { ...document._meta, lwt: now() } } }];
  });
}

async function overwriteOthers(
  write: Instance['bulkWrite'],
  rows: Row[],
  context: string,
): Promise<Response> {
  let answer = await write(rows, context);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const again = overOthers(rows, answer);
    if (again.length === 0) break;
    answer = await write(again, context);
  }
  return answer;
}

/** Without the refusals of records that say what is there. */
async function unlessThere(write: Instance['bulkWrite'], rows: Row[], context: string): Promise<Response> {
  const answer = await write(rows, context);
  if (answer.error.length === 0) return answer;
  const meant = new Map(rows.map(({ document }) => [String(document['id']), document['docData']]));
  const isThere = (one: Response['error'][number]): boolean =>
    one.status === 409 &&
    canonicalJson(one.documentInDb['docData']) === canonicalJson(meant.get(one.documentId));
  return { ...answer, error: answer.error.filter((one) => !isThere(one)) };
}

/** The same storage, but that a record of what was pushed is never refused, nor one that says what is there. */
export function withMetadataConflictsResolved(storage: DeviceStorage): DeviceStorage {
  return {
    ...storage,
    async createStorageInstance<T>(
      params: RxStorageInstanceCreationParams<T, unknown>,
    ): Promise<RxStorageInstance<T, unknown, unknown>> {
      const made = await storage.createStorageInstance(params);
      if (!params.collectionName.startsWith(RECORDS)) return made;
      const instance = made as unknown as Instance;
      const write = instance.bulkWrite.bind(instance);
      instance.bulkWrite = (rows, context) => {
        if (context.startsWith(PUSHED)) return overwriteOthers(write, rows, context);
        return context === PULLED ? unlessThere(write, rows, context) : write(rows, context);
      };
      return made;
    },
  };
}
