/** Reads of one CouchDB database: by id (quorum) and by id range (one copy). Writes nothing. */
import type { RangeQuery, StoredDoc } from '../../ports/doc-store.ts';
import { isRecord, listOf, recordOf, storedDocOf, textOf, winnerOf, type JsonRecord } from './couch-json.ts';
import { absenceOf, type DatabaseRequest } from './database-request.ts';
import { assertDocumentId } from './names.ts';

const IDS_A_REQUEST = 1000;

export interface CurrentRev {
  readonly rev: string;
  readonly deleted: boolean;
}

interface IdAndRev {
  readonly id: string;
  readonly rev: string;
}

function inPieces<T>(items: readonly T[], size: number): T[][] {
  const pieces: T[][] = [];
  for (let at = 0; at < items.length; at += size) pieces.push(items.slice(at, at + size));
  return pieces;
}

/** The bodies in CouchDB's `[{ok: doc}, {missing: rev}, …]`. */
function bodiesIn(value: unknown): StoredDoc[] {
  return listOf(value, 'list of revisions').flatMap((entry) =>
    isRecord(entry) && isRecord(entry['ok']) ? [storedDocOf(entry['ok'])] : [],
  );
}

/** A deleted document's body is reachable only through its leaves. */
async function readTombstone(request: DatabaseRequest, id: string): Promise<StoredDoc | undefined> {
  try {
    return winnerOf(bodiesIn(await request({ path: encodeURIComponent(id), query: { open_revs: 'all' } })));
  } catch (error) {
    if (absenceOf(error) === undefined) throw error;
    return undefined;
  }
}

/** The current version, a tombstone included. */
export async function readDoc(request: DatabaseRequest, id: string): Promise<StoredDoc | undefined> {
  assertDocumentId(id);
  try {
    return storedDocOf(await request({ path: encodeURIComponent(id) }));
  } catch (error) {
    const absence = absenceOf(error);
    if (absence === undefined) throw error;
    return absence === 'deleted' ? readTombstone(request, id) : undefined;
  }
}

async function rowsOf(
  request: DatabaseRequest,
  keys: readonly string[],
  bodies: boolean,
): Promise<JsonRecord[]> {
  const query = { include_docs: bodies };
  const body = JSON.stringify({ keys });
  const answer = recordOf(
    await request({ path: '_all_docs', method: 'POST', query, body }),
    'list of documents',
  );
  return listOf(answer['rows'], 'list of rows').map((row) => recordOf(row, 'row'));
}

/** The current revision of each document or tombstone; ids that never were are left out. */
export async function readRevs(
  request: DatabaseRequest,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CurrentRev>> {
  const found = new Map<string, CurrentRev>();
  for (const keys of inPieces(ids, IDS_A_REQUEST)) {
    for (const row of await rowsOf(request, keys, false)) {
      if (!isRecord(row['value'])) continue;
      const rev = textOf(row['value']['rev'], 'revision');
      found.set(textOf(row['key'], 'id'), { rev, deleted: row['value']['deleted'] === true });
    }
  }
  return found;
}

/** Bodies of tombstones in one request; what moved on meanwhile is read again singly. */
async function readTombstones(request: DatabaseRequest, docs: readonly IdAndRev[]): Promise<StoredDoc[]> {
  if (docs.length === 0) return [];
  const body = JSON.stringify({ docs });
  const answer = recordOf(await request({ path: '_bulk_get', method: 'POST', body }), 'list of documents');
  const found = listOf(answer['results'], 'list of results').flatMap((result) =>
    bodiesIn(recordOf(result, 'result')['docs']),
  );
  const ids = new Set(found.map((doc) => doc._id));
  for (const { id } of docs.filter((doc) => !ids.has(doc.id))) {
    const doc = await readDoc(request, id);
    if (doc !== undefined) found.push(doc);
  }
  return found;
}

export async function readMany(
  request: DatabaseRequest,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredDoc>> {
  ids.forEach(assertDocumentId);
  const found = new Map<string, StoredDoc>();
  for (const keys of inPieces([...new Set(ids)], IDS_A_REQUEST)) {
    const deleted: IdAndRev[] = [];
    for (const row of await rowsOf(request, keys, true)) {
      if (isRecord(row['doc'])) {
        const doc = storedDocOf(row['doc']);
        found.set(doc._id, doc);
      } else if (isRecord(row['value'])) {
        deleted.push({ id: textOf(row['key'], 'id'), rev: textOf(row['value']['rev'], 'revision') });
      }
    }
    for (const doc of await readTombstones(request, deleted)) found.set(doc._id, doc);
  }
  return found;
}

export async function readRange(request: DatabaseRequest, range: RangeQuery): Promise<readonly StoredDoc[]> {
  const { startId, endId, limit, descending } = range;
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
}
