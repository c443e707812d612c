/** What a document must be before PouchDB sees it. Refuses in CouchDB's words; knows nothing of what documents mean. */
import type { PouchDoc } from 'pouchdb-core';
import { isRecord } from '../couch/couch-json.ts';
import { badRequest, Refusal } from './http-json.ts';

const REVISION = /^\d{1,9}-[A-Za-z0-9]{1,64}$/;
const LARGEST_ID = 7168;
const OWN_FIELDS: readonly string[] = ['_id', '_rev', '_deleted', '_revisions', '_attachments'];
const LONE_SURROGATE = /\p{Surrogate}/u;

export function assertId(id: unknown): asserts id is string {
  if (typeof id !== 'string') throw badRequest('Document id must be a string');
  if (id === '') throw badRequest('Document id must not be empty');
  if (id.startsWith('_')) throw badRequest('Only reserved document ids may start with underscore.');
  if (Buffer.byteLength(id) > LARGEST_ID) throw badRequest('Document id is too long');
  if (LONE_SURROGATE.test(id) || id.includes('\0')) throw badRequest('Document id must be plain text');
}

export function isRevision(value: unknown): value is string {
  return typeof value === 'string' && REVISION.test(value);
}

function assertRevisions(value: unknown): void {
  const ids = isRecord(value) && Number.isSafeInteger(value['start']) ? value['ids'] : undefined;
  const isList =
    Array.isArray(ids) && ids.length > 0 && ids.every((id) => typeof id === 'string' && id !== '');
  if (!isList) throw badRequest('_revisions must be {start, ids}');
}

function assertOwnFields(fields: Readonly<Record<string, unknown>>): void {
  for (const name of Object.keys(fields)) {
    if (name.startsWith('_') && !OWN_FIELDS.includes(name)) {
      throw new Refusal(400, 'doc_validation', `Bad special document member: ${name}`);
    }
  }
  const attachments = fields['_attachments'];
  if (attachments !== undefined && !(isRecord(attachments) && Object.keys(attachments).length === 0)) {
    throw new Refusal(415, 'bad_content_type', 'The embedded store keeps no attachments');
  }
}

/** A document to write. @param newEdits false when it brings its own revision. */
export function parseDoc(value: unknown, newEdits: boolean): PouchDoc {
  if (!isRecord(value)) throw badRequest('Document must be a JSON object');
  const { _attachments: _, _revisions: revisions, ...fields } = value;
  const { _id: id, _rev: rev, _deleted: deleted } = fields;
  assertId(id);
  assertOwnFields(value);
  if ((rev !== undefined || !newEdits) && !isRevision(rev)) throw badRequest('Invalid rev format');
  if (deleted !== undefined && typeof deleted !== 'boolean')
    throw badRequest('_deleted must be true or false');
  if (revisions !== undefined) assertRevisions(revisions);
  return { ...fields, _id: id, ...(newEdits || revisions === undefined ? {} : { _revisions: revisions }) };
}

/** A list of ids. */
export function parseKeys(value: unknown): string[] {
  if (!Array.isArray(value)) throw badRequest('`keys` must be an array.');
  return value.map((key: unknown) => {
    if (typeof key !== 'string') throw badRequest('`keys` must be an array of strings.');
    return key;
  });
}
