/** Documents of one embedded database over HTTP: single, listed, in bulk, `_local`. CouchDB's answers. */
import type { PouchDoc, PouchRow } from 'pouchdb-core';
import { isRecord } from '../couch/couch-json.ts';
import { badRequest, Refusal } from './http-json.ts';
import { assertId, isRevision, parseDoc, parseKeys } from './validate.ts';
import type { Handler, Visit } from './visit.ts';

const NOT_FOUND = 404;

function missing(error: unknown): Refusal | undefined {
  if (!isRecord(error) || error['status'] !== NOT_FOUND) return undefined;
  return new Refusal(NOT_FOUND, 'not_found', error['reason'] === 'deleted' ? 'deleted' : 'missing');
}

async function found<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw missing(error) ?? error;
  }
}

/** `open_revs` is 'all' or a JSON list of revisions. */
function openRevs(text: string): 'all' | string[] {
  if (text === 'all') return 'all';
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list) && list.every(isRevision)) return list;
  } catch {
    // falls through to the same refusal
  }
  throw badRequest('open_revs must be "all" or a list of revisions');
}

export const getDocument: Handler = async ({ database: { pouch }, id, query }) => {
  assertId(id);
  const revs = query.flag('revs');
  const leaves = query.text('open_revs');
  if (leaves !== undefined)
    return { body: await found(pouch.get(id, { open_revs: openRevs(leaves), revs })) };
  const rev = query.text('rev');
  if (rev !== undefined && !isRevision(rev)) throw badRequest('Invalid rev format');
  return { body: await found(pouch.get(id, rev === undefined ? { revs } : { rev, revs })) };
};

export const putDocument: Handler = async ({ database, id, query, json }) => {
  const newEdits = query.text('new_edits') !== 'false';
  const rev = query.text('rev');
  const fields = { ...(await json()), _id: id };
  const doc = parseDoc(rev === undefined ? fields : { ...fields, _rev: rev }, newEdits);
  const [row] = await database.bulkDocs([doc], newEdits);
  if (row === undefined) return { status: 201, body: { ok: true, id, rev: doc._rev } };
  if ('ok' in row) return { status: 201, body: row };
  throw new Refusal(row.error === 'conflict' ? 409 : 403, row.error, row.reason);
};

export const bulkDocs: Handler = async ({ database, json }) => {
  const { docs, new_edits: edits } = await json();
  if (!Array.isArray(docs)) throw badRequest('POST body must include `docs` parameter.');
  if (edits !== undefined && typeof edits !== 'boolean')
    throw badRequest('`new_edits` must be true or false');
  const newEdits = edits !== false;
  const parsed: PouchDoc[] = docs.map((doc) => parseDoc(doc, newEdits));
  return { status: 201, body: await database.bulkDocs(parsed, newEdits) };
};

function rowOf(row: PouchRow, bodies: boolean): unknown {
  if (row.error !== undefined || row.value === undefined) return { key: row.key, error: 'not_found' };
  const { rev, deleted } = row.value;
  const value = deleted === true ? { rev, deleted } : { rev };
  const head = { id: row.id ?? row.key, key: row.key, value };
  return bodies ? { ...head, doc: row.doc ?? null } : head;
}

function rangeOf({ query }: Visit): Record<string, string | number | boolean> {
  const key = query.key('key');
  const start = key ?? query.key('startkey', 'start_key');
  const end = key ?? query.key('endkey', 'end_key');
  const limit = query.count('limit');
  return {
    ...(start === undefined ? {} : { startkey: start }),
    ...(end === undefined ? {} : { endkey: end }),
    ...(limit === undefined ? {} : { limit }),
    skip: query.count('skip') ?? 0,
    descending: query.flag('descending'),
    inclusive_end: query.text('inclusive_end') !== 'false',
  };
}

/** By ids (POST with `keys`) or by range (GET). */
export const allDocs: Handler = async (visit) => {
  const { database, method, query, json } = visit;
  const bodies = query.flag('include_docs');
  const given = method === 'POST' ? (await json())['keys'] : undefined;
  const range = given === undefined ? rangeOf(visit) : { keys: parseKeys(given) };
  const answer = await database.pouch.allDocs({ ...range, include_docs: bodies });
  return {
    body: {
      total_rows: answer.total_rows,
      offset: given === undefined ? answer.offset : null,
      rows: answer.rows.map((row) => rowOf(row, bodies)),
    },
  };
};

export const bulkGet: Handler = async ({ database, query, json }) => {
  const { docs } = await json();
  if (!Array.isArray(docs)) throw badRequest('Missing JSON list of `docs`.');
  const wanted = docs.map((entry: unknown) => {
    const { id, rev } = isRecord(entry) ? entry : {};
    assertId(id);
    if (rev !== undefined && !isRevision(rev)) throw badRequest('Invalid rev format');
    return rev === undefined ? { id } : { id, rev };
  });
  const { results } = await database.pouch.bulkGet({ docs: wanted, revs: query.flag('revs') });
  return { body: { results } };
};

export const revsDiff: Handler = async ({ database, json }) => {
  const wanted: Record<string, string[]> = {};
  for (const [id, revs] of Object.entries(await json())) {
    assertId(id);
    if (!Array.isArray(revs) || !revs.every(isRevision)) throw badRequest('Invalid rev format');
    wanted[id] = revs;
  }
  return { body: await database.pouch.revsDiff(wanted) };
};

export const getLocal: Handler = async ({ database, id }) => {
  assertId(id);
  return { body: await found(database.pouch.get(`_local/${id}`)) };
};

export const putLocal: Handler = async ({ database, id, json }) => {
  assertId(id);
  const { _rev: rev, ...fields } = await json();
  if (rev !== undefined && (typeof rev !== 'string' || !/^0-\d{1,15}$/.test(rev))) {
    throw badRequest('Invalid rev format');
  }
  try {
    const doc = { ...fields, _id: `_local/${id}`, ...(rev === undefined ? {} : { _rev: rev }) };
    return { status: 201, body: await database.pouch.put(doc) };
  } catch (error) {
    if (isRecord(error) && error['status'] === 409)
      throw new Refusal(409, 'conflict', 'Document update conflict.');
    throw error;
  }
};
