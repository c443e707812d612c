/**
 * Writes of one CouchDB database. Everything goes through _bulk_docs, one document too: one way to read the answers.
 * CouchDB (since 2.0) refuses an update that names a tombstone's own revision; the port promises that it works, so a
 * conflict is looked at once more. Refuses nothing by itself.
 */
import { createHash } from 'node:crypto';
import { StoreUnavailable, type NewDoc, type WriteResult } from '../../ports/doc-store.ts';
import { generationOf, isRecord, listOf, recordOf, textOf } from './couch-json.ts';
import type { CouchReads } from './couch-reads.ts';
import type { DatabaseRequest } from './database-request.ts';
import { assertDocumentId } from './names.ts';

const DOCS_A_REQUEST = 1000;
const CHARACTERS_A_REQUEST = 8_000_000;

export type WriteDocs = (docs: readonly NewDoc[]) => Promise<readonly WriteResult[]>;

function resultOf(row: unknown, id: string): WriteResult {
  const fields = recordOf(row, 'write result');
  const error = fields['error'];
  if (error === undefined) return { ok: true, id, rev: textOf(fields['rev'], 'revision') };
  const reason = typeof fields['reason'] === 'string' ? fields['reason'] : '';
  if (error === 'conflict' || error === 'forbidden') return { ok: false, id, error, reason };
  // e.g. a shard without quorum; some of the batch may be written, which whoever tries again will find.
  throw new StoreUnavailable(`The store could not write ${id}: ${String(error)} ${reason}`);
}

/** Pieces small enough for one request, each with its JSON. */
function inPieces(docs: readonly NewDoc[]): { docs: NewDoc[]; json: string[] }[] {
  const pieces: { docs: NewDoc[]; json: string[] }[] = [];
  let size = Infinity;
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

/**
 * A tombstone put over a tombstone. As an ordinary edit CouchDB refuses it always, so it is added as a replicated
 * revision and read back: whoever came between has won, or is now below us and reads that in the same way.
 */
function successorOf(doc: NewDoc, tombstone: string): { readonly rev: string; readonly json: string } {
  const generation = generationOf(tombstone);
  const parent = tombstone.slice(tombstone.indexOf('-') + 1);
  const { _rev: _, ...fields } = doc;
  const hash = createHash('md5')
    .update(tombstone + JSON.stringify(fields))
    .digest('hex');
  const rev = `${generation + 1}-${hash}`;
  const revisions = { start: generation + 1, ids: [hash, parent] };
  return { rev, json: JSON.stringify({ ...fields, _rev: rev, _revisions: revisions }) };
}

export function createCouchWrites(request: DatabaseRequest, reads: CouchReads): WriteDocs {
  async function bulk(json: readonly string[], newEdits: boolean): Promise<readonly unknown[]> {
    const options = newEdits ? '' : ',"new_edits":false';
    const body = `{"docs":[${json.join(',')}]${options}}`;
    return listOf(await request({ path: '_bulk_docs', method: 'POST', body }), 'list of write results');
  }

  async function write(docs: readonly NewDoc[], json: readonly string[]): Promise<WriteResult[]> {
    const rows = await bulk(json, true);
    if (rows.length !== docs.length) throw new StoreUnavailable('The store left out write results');
    return docs.map((doc, at) => resultOf(rows[at], doc._id));
  }

  async function writeSuccessor(doc: NewDoc, tombstone: string): Promise<WriteResult> {
    const { rev, json } = successorOf(doc, tombstone);
    const refused = (await bulk([json], false)).find((row) => isRecord(row) && row['error'] !== undefined);
    if (refused !== undefined) return resultOf(refused, doc._id);
    if ((await reads.currentRev(doc._id)) === rev) return { ok: true, id: doc._id, rev };
    return { ok: false, id: doc._id, error: 'conflict', reason: 'Document update conflict.' };
  }

  /** CouchDB lets a document without `_rev` follow exactly when the current revision is still a tombstone. */
  async function recreate(doc: NewDoc): Promise<WriteResult> {
    const { _rev: _, ...fresh } = doc;
    const [result] = await write([fresh], [JSON.stringify(fresh)]);
    if (result === undefined) throw new StoreUnavailable('The store left out a write result');
    return result;
  }

  async function overTombstones(docs: readonly NewDoc[], results: WriteResult[]): Promise<WriteResult[]> {
    const named = new Map<string, NewDoc>();
    results.forEach((result, at) => {
      const doc = docs[at];
      if (!result.ok && result.error === 'conflict' && doc?._rev !== undefined) named.set(doc._id, doc);
    });
    if (named.size === 0) return results;
    const tombstones = await reads.tombstoneRevs([...named.keys()]);
    for (const [at, result] of results.entries()) {
      const doc = docs[at];
      if (result.ok || doc === undefined || named.get(doc._id) !== doc) continue;
      const tombstone = tombstones.get(doc._id);
      if (tombstone === undefined || tombstone !== doc._rev) continue;
      results[at] = doc._deleted === true ? await writeSuccessor(doc, tombstone) : await recreate(doc);
    }
    return results;
  }

  return async (docs) => {
    docs.forEach((doc) => assertDocumentId(doc._id));
    const results: WriteResult[] = [];
    for (const piece of inPieces(docs)) {
      results.push(...(await overTombstones(piece.docs, await write(piece.docs, piece.json))));
    }
    return results;
  };
}
