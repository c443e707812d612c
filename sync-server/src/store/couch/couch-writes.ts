/**
 * Writes of one CouchDB database. Everything goes through _bulk_docs, one document too: one way to read the answers.
 * CouchDB (since 2.0) refuses an update that names a tombstone's own revision; the port promises that it works, so a
 * conflict is looked at once more. Refuses nothing by itself.
 */
import { createHash } from 'node:crypto';
import { StoreUnavailable, type NewDoc, type WriteResult } from '../../ports/doc-store.ts';
import { generationOf, isRecord, listOf, recordOf, textOf } from './couch-json.ts';
import { readRevs } from './couch-reads.ts';
import type { DatabaseRequest } from './database-request.ts';
import { assertDocumentId } from './names.ts';

const DOCS_A_REQUEST = 1000;
const CHARACTERS_A_REQUEST = 8_000_000;
/** Of one document; more than this many parts a cluster does not fall into. */
const MOST_LEAVES = 10;
const conflict = (id: string): WriteResult => ({
  ok: false,
  id,
  error: 'conflict',
  reason: 'Document update conflict.',
});

function resultOf(row: unknown, id: string): WriteResult {
  const fields = recordOf(row, 'write result');
  const { error } = fields;
  if (error === undefined) return { ok: true, id, rev: textOf(fields['rev'], 'revision') };
  const reason = typeof fields['reason'] === 'string' ? fields['reason'] : '';
  if (error === 'conflict' || error === 'forbidden') return { ok: false, id, error, reason };
  // e.g. a shard without quorum; some of the batch may be written, which whoever tries again will find.
  throw new StoreUnavailable(`The store could not write ${id}: ${JSON.stringify(error)} ${reason}`);
}

interface Piece {
  readonly docs: NewDoc[];
  readonly json: string[];
}

/** Small enough for one request each. */
function inPieces(docs: readonly NewDoc[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let size = 0;
  for (const doc of docs) {
    const json = JSON.stringify(doc);
    const last = pieces.at(-1);
    if (
      last === undefined ||
      last.docs.length >= DOCS_A_REQUEST ||
      size + json.length > CHARACTERS_A_REQUEST
    ) {
      pieces.push({ docs: [doc], json: [json] });
      size = json.length;
    } else {
      last.docs.push(doc);
      last.json.push(json);
      size += json.length;
    }
  }
  return pieces;
}

async function bulk(
  request: DatabaseRequest,
  json: readonly string[],
  newEdits: boolean,
): Promise<readonly unknown[]> {
  const options = newEdits ? '' : ',"new_edits":false';
  const body = `{"docs":[${json.join(',')}]${options}}`;
  return listOf(await request({ path: '_bulk_docs', method: 'POST', body }), 'list of write results');
}

async function write(request: DatabaseRequest, { docs, json }: Piece): Promise<WriteResult[]> {
  const rows = await bulk(request, json, true);
  if (rows.length !== docs.length) throw new StoreUnavailable('The store left out write results');
  return docs.map((doc, at) => resultOf(rows[at], doc._id));
}

/**
 * A tombstone over a tombstone. As an ordinary edit CouchDB refuses it always, so it is added as a replicated revision
 * and read back: whoever recreated the document meanwhile has won, and we say conflict.
 */
async function writeSuccessor(
  request: DatabaseRequest,
  doc: NewDoc,
  tombstone: string,
): Promise<WriteResult> {
  const start = generationOf(tombstone) + 1;
  const parent = tombstone.slice(tombstone.indexOf('-') + 1);
  const { _rev: _, ...fields } = doc;
  const text = tombstone + JSON.stringify(fields);
  const hash = createHash('md5').update(text).digest('hex');
  const rev = `${start}-${hash}`;
  const json = JSON.stringify({ ...fields, _rev: rev, _revisions: { start, ids: [hash, parent] } });
  const rows = await bulk(request, [json], false);
  const refused = rows.find((row) => isRecord(row) && row['error'] !== undefined);
  if (refused !== undefined) return resultOf(refused, doc._id);
  const current = (await readRevs(request, [doc._id])).get(doc._id);
  return current?.rev === rev ? { ok: true, id: doc._id, rev } : conflict(doc._id);
}

/** CouchDB lets a document without `_rev` follow exactly when the current revision is still a tombstone. */
async function recreate(request: DatabaseRequest, doc: NewDoc): Promise<WriteResult> {
  const { _rev: _, ...fresh } = doc;
  const [result] = await write(request, { docs: [fresh], json: [JSON.stringify(fresh)] });
  return result ?? conflict(doc._id);
}

/** Writes again what was refused only because its `_rev` is that of a tombstone which is still the current one. */
async function overTombstones(
  request: DatabaseRequest,
  docs: readonly NewDoc[],
  results: readonly WriteResult[],
): Promise<readonly WriteResult[]> {
  const suspects = docs.filter((doc, at) => doc._rev !== undefined && results[at]?.ok === false);
  if (suspects.length === 0) return results;
  const revs = await readRevs(request, [...new Set(suspects.map((doc) => doc._id))]);
  const settled = [...results];
  for (const doc of suspects) {
    const current = revs.get(doc._id);
    if (current?.deleted !== true || current.rev !== doc._rev) continue;
    const again = doc._deleted === true ? writeSuccessor(request, doc, current.rev) : recreate(request, doc);
    settled[docs.indexOf(doc)] = await again;
  }
  return settled;
}

/** Deletes leaves that live on although the document was deleted; gives back the ids of those documents. */
async function buryOnce(
  request: DatabaseRequest,
  deletions: ReadonlyMap<string, Deletion>,
): Promise<string[]> {
  const revs = await readRevs(request, [...deletions.keys()]);
  const losers = [...deletions].flatMap(([id, { doc, rev }]) => {
    const current = revs.get(id);
    if (current === undefined || current.deleted || generationOf(current.rev) >= generationOf(rev)) return [];
    return [{ ...doc, _rev: current.rev }];
  });
  if (losers.length === 0) return [];
  const json = losers.map((doc) => JSON.stringify(doc));
  await bulk(request, json, true);
  return losers.map((doc) => doc._id);
}

interface Deletion {
  readonly doc: NewDoc;
  readonly rev: string;
  /** Of its result. */
  readonly at: number;
}

function deletionsAmong(docs: readonly NewDoc[], results: readonly WriteResult[]): Map<string, Deletion> {
  const deletions = new Map<string, Deletion>();
  for (const [at, doc] of docs.entries()) {
    const result = results[at];
    if (doc._deleted === true && result?.ok === true) deletions.set(doc._id, { doc, rev: result.rev, at });
  }
  return deletions;
}

/**
 * Where two halves of a cluster each accepted a write, a losing leaf lies beside the document, and deleting the winner
 * would bring it back to life. So after a deletion such leaves are deleted too, with the same fields: whichever of the
 * tombstones wins says the same. What somebody recreated meanwhile is longer than our tombstone, and stays.
 */
async function buryLosers(
  request: DatabaseRequest,
  docs: readonly NewDoc[],
  results: readonly WriteResult[],
): Promise<readonly WriteResult[]> {
  let unsure = deletionsAmong(docs, results);
  const settled = [...results];
  for (let round = 0; unsure.size > 0; round++) {
    if (round > MOST_LEAVES) throw new StoreUnavailable('A deleted document keeps coming back to life');
    const buried = new Set(await buryOnce(request, unsure));
    unsure = new Map([...unsure].filter(([id]) => buried.has(id)));
    const revs = buried.size === 0 ? undefined : await readRevs(request, [...buried]);
    for (const [id, { at }] of unsure) {
      const current = revs?.get(id);
      if (current?.deleted === true) settled[at] = { ok: true, id, rev: current.rev };
    }
  }
  return settled;
}

/** Not atomic; a result for each document, in order. */
export async function writeDocs(
  request: DatabaseRequest,
  docs: readonly NewDoc[],
): Promise<readonly WriteResult[]> {
  docs.forEach((doc) => assertDocumentId(doc._id));
  const results: WriteResult[] = [];
  for (const piece of inPieces(docs)) {
    const written = await overTombstones(request, piece.docs, await write(request, piece));
    results.push(...(await buryLosers(request, piece.docs, written)));
  }
  return results;
}
