/** Reads of one CouchDB database: by id (quorum) and by id range (one copy). Writes nothing. */
import type { RangeQuery, StoredDoc } from '../../ports/doc-store.ts';
import { absenceOf, type DatabaseRequest } from './database-request.ts';
import { isRecord, listOf, recordOf, storedDocOf, textOf, winnerOf, type JsonRecord } from './couch-json.ts';
import { assertDocumentId } from './names.ts';

const IDS_A_REQUEST = 1000;

export interface CouchReads {
  get(id: string): Promise<StoredDoc | undefined>;
  getMany(ids: readonly string[]): Promise<ReadonlyMap<string, StoredDoc>>;
  /** The current revision of each tombstone among these ids; living and absent ones are left out. */
  tombstoneRevs(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The current revision of a document or tombstone. */
  currentRev(id: string): Promise<string | undefined>;
  range(query: RangeQuery): Promise<readonly StoredDoc[]>;
}

function inPieces<T>(items: readonly T[], size: number): T[][] {
  const pieces: T[][] = [];
  for (let at = 0; at < items.length; at += size) pieces.push(items.slice(at, at + size));
  return pieces;
}

export function createCouchReads(request: DatabaseRequest): CouchReads {
  /** A deleted document's body is reachable only through its leaves. */
  async function tombstone(id: string): Promise<StoredDoc | undefined> {
    const query = { open_revs: 'all' };
    try {
      const leaves = listOf(await request({ path: encodeURIComponent(id), query }), 'list of leaves');
      return winnerOf(
        leaves.flatMap((leaf) => (isRecord(leaf) && isRecord(leaf['ok']) ? [storedDocOf(leaf['ok'])] : [])),
      );
    } catch (error) {
      if (absenceOf(error) === undefined) throw error;
      return undefined;
    }
  }

  async function get(id: string): Promise<StoredDoc | undefined> {
    assertDocumentId(id);
    try {
      return storedDocOf(await request({ path: encodeURIComponent(id) }));
    } catch (error) {
      const absence = absenceOf(error);
      if (absence === undefined) throw error;
      return absence === 'deleted' ? tombstone(id) : undefined;
    }
  }

  async function rowsOf(keys: readonly string[], bodies: boolean): Promise<JsonRecord[]> {
    const answer = recordOf(
      await request({
        path: '_all_docs',
        method: 'POST',
        query: { include_docs: bodies },
        body: JSON.stringify({ keys }),
      }),
      'list of documents',
    );
    return listOf(answer['rows'], 'list of rows').map((row) => recordOf(row, 'row'));
  }

  async function revsOf(ids: readonly string[]): Promise<Map<string, { rev: string; deleted: boolean }>> {
    const found = new Map<string, { rev: string; deleted: boolean }>();
    for (const keys of inPieces(ids, IDS_A_REQUEST)) {
      for (const row of await rowsOf(keys, false)) {
        if (!isRecord(row['value'])) continue;
        const rev = textOf(row['value']['rev'], 'revision');
        found.set(textOf(row['key'], 'id'), { rev, deleted: row['value']['deleted'] === true });
      }
    }
    return found;
  }

  /** Bodies of tombstones, in one request; what moved on meanwhile is read again singly. */
  async function tombstones(docs: readonly { id: string; rev: string }[]): Promise<StoredDoc[]> {
    if (docs.length === 0) return [];
    const answer = recordOf(
      await request({ path: '_bulk_get', method: 'POST', body: JSON.stringify({ docs }) }),
      'list of documents',
    );
    const found = new Map<string, StoredDoc>();
    for (const result of listOf(answer['results'], 'list of results')) {
      for (const entry of listOf(recordOf(result, 'result')['docs'], 'list of revisions')) {
        if (!isRecord(entry) || !isRecord(entry['ok'])) continue;
        const doc = storedDocOf(entry['ok']);
        found.set(doc._id, doc);
      }
    }
    const again = docs.filter(({ id }) => !found.has(id));
    for (const { id } of again) {
      const doc = await get(id);
      if (doc !== undefined) found.set(id, doc);
    }
    return [...found.values()];
  }

  async function readPiece(keys: readonly string[], into: Map<string, StoredDoc>): Promise<void> {
    const deleted: { id: string; rev: string }[] = [];
    for (const row of await rowsOf(keys, true)) {
      if (isRecord(row['doc'])) {
        const doc = storedDocOf(row['doc']);
        into.set(doc._id, doc);
      } else if (isRecord(row['value'])) {
        deleted.push({ id: textOf(row['key'], 'id'), rev: textOf(row['value']['rev'], 'revision') });
      }
    }
    for (const doc of await tombstones(deleted)) into.set(doc._id, doc);
  }

  return {
    get,
    async getMany(ids) {
      ids.forEach(assertDocumentId);
      const found = new Map<string, StoredDoc>();
      for (const keys of inPieces([...new Set(ids)], IDS_A_REQUEST)) await readPiece(keys, found);
      return found;
    },
    async tombstoneRevs(ids) {
      const revs = await revsOf(ids);
      return new Map([...revs].flatMap(([id, { rev, deleted }]) => (deleted ? [[id, rev] as const] : [])));
    },
    async currentRev(id) {
      return (await revsOf([id])).get(id)?.rev;
    },
    async range({ startId, endId, limit, descending }) {
      // CouchDB refuses a range that is the wrong way round.
      if (startId > endId) return [];
      const query = {
        include_docs: true,
        startkey: descending === true ? endId : startId,
        endkey: descending === true ? startId : endId,
        ...(descending === true ? { descending } : {}),
        ...(limit === undefined ? {} : { limit }),
      };
      const answer = recordOf(await request({ path: '_all_docs', query }), 'list of documents');
      return listOf(answer['rows'], 'list of rows').flatMap((row) => {
        const doc = recordOf(row, 'row')['doc'];
        return isRecord(doc) ? [storedDocOf(doc)] : [];
      });
    },
  };
}
