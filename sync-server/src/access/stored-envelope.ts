/**
 * A replicated document as it is read from the store: the envelope, for whom it is, and its hash. The store's documents are
 * ours alone; one that lacks something is read as nobody's.
 */
import type { KeyIntervals } from '@communitrak/domain/core/acl.ts';
import { EMPTY_STAMP, type Body, type Envelope, type Stamp } from '@communitrak/domain/core/envelope.ts';
import { typeOf } from '@communitrak/domain/core/ids.ts';
import type { StoredDoc } from '../ports/doc-store.ts';

export interface StoredEnvelope {
  readonly id: string;
  readonly rev: string;
  readonly deleted: boolean;
  readonly doc: Envelope;
  readonly keys: KeyIntervals;
  /** contentHash of the wire document, for verify. */
  readonly hash: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isKeys(value: unknown): value is KeyIntervals {
  return isRecord(value) && Object.values(value).every((intervals) => Array.isArray(intervals));
}

function stampOf(value: unknown): Stamp {
  if (!isRecord(value)) return EMPTY_STAMP;
  const { at, by, byName, number, state } = value;
  const known = state === 'waiting' || state === 'accepted' ? state : '';
  return { at: text(at), by: text(by), byName: text(byName), number: text(number), state: known };
}

export function readStored(stored: StoredDoc): StoredEnvelope {
  const body: Body = isRecord(stored['body']) ? stored['body'] : {};
  const version = stored['version'];
  const doc: Envelope = {
    id: stored._id,
    type: typeOf(stored._id),
    version: typeof version === 'number' ? version : 0,
    parent: text(stored['parent']),
    order: text(stored['order']),
    stamp: stampOf(stored['stamp']),
    body,
  };
  const keys = isKeys(stored['keys']) ? stored['keys'] : {};
  const deleted = stored._deleted === true;
  return { id: stored._id, rev: stored._rev, deleted, doc, keys, hash: text(stored['hash']) };
}
