/**
 * A replicated document on its way into the store and out to the wire. In the store it is
 * `{_id, type, version, parent, order, stamp, body, keys, hash}`.
 */
import type { KeyIntervals } from '@communitrak/domain/core/acl.ts';
import type { Envelope, WireDoc } from '@communitrak/domain/core/envelope.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import { contentHash } from '@communitrak/protocol/hash.ts';
import type { StoredEnvelope } from '../access/stored-envelope.ts';
import type { NewDoc } from '../ports/doc-store.ts';

export function wireOf(stored: StoredEnvelope): WireDoc {
  return toWire(stored.doc, stored.deleted);
}

export interface ToStore {
  readonly doc: Envelope;
  readonly deleted: boolean;
  readonly keys: KeyIntervals;
  /** Revision that was read; undefined when nothing was there. */
  readonly rev: string | undefined;
}

/** A deletion keeps the fields and the keys, without the body: who must be told is known, what it said is gone. */
export function toStore({ doc, deleted, keys, rev }: ToStore): NewDoc {
  const { id, ...rest } = toWire(deleted ? { ...doc, order: '', body: {} } : doc, deleted);
  const { _deleted, ...fields } = rest;
  const hash = contentHash({ id, ...rest });
  const stored = { _id: id, ...fields, keys, hash, ...(_deleted ? { _deleted: true } : {}) };
  return rev === undefined ? stored : { ...stored, _rev: rev };
}
