/** Rows of a push: from RxDB's form to the wire's, in portions that one request takes. Pure. */
import type { Envelope, WireDoc } from '@communitrak/domain/core/envelope.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import { canonicalJson } from '@communitrak/protocol/hash.ts';
import type { PendingChange } from '../local/pending-changes.ts';
import { hasDiscardedChange } from '../local/own-writing.ts';
import { MAX_PUSH_BYTES, MAX_PUSH_ROWS, type PushRow } from '@communitrak/protocol/push.ts';

export type Deletable = Envelope & { readonly _deleted: boolean };
export interface RxRow {
  readonly assumedMasterState?: Deletable | undefined;
  readonly newDocumentState: Deletable;
}

/** Leaves room for the message around the rows. */
const PORTION_BYTES = MAX_PUSH_BYTES - 64 * 1024;

export function toRow(row: RxRow): PushRow {
  const { assumedMasterState: assumed, newDocumentState: next } = row;
  return {
    assumed: assumed === undefined ? null : toWire(assumed, assumed._deleted),
    next: toWire(next, next._deleted),
  };
}

/** As only the server makes them: an accepted version, or the empty shape of what is not (or no longer) there. */
export function isServers(doc: Pick<WireDoc, '_deleted' | 'body' | 'stamp'>): boolean {
  return doc._deleted ? Object.keys(doc.body).length === 0 : doc.stamp.state === 'accepted';
}

/**
 * RxDB pushes what it has just taken from the server once more; sending that back could only loop. After a crash
 * between its two writes (the document, then its own record of it) it takes a pulled version for one made here: an old
 * version would go out as somebody's edit, and a stub as a deletion of what the member may meanwhile see again.
 */
export function isEcho(row: PushRow): boolean {
  if (isServers(row.next)) return true;
  return row.assumed !== null && canonicalJson(row.assumed) === canonicalJson(row.next);
}

/**
 * A row is sent as it was when RxDB, or the wait for another document, began with it; unless it holds words that the
 * member has discarded since: then what they have written instead goes in its place.
 *
 * @param here the document as it lies on the device
 * @param pending its pending change, as old as `here` or younger
 */
export function currentRow(
  row: PushRow,
  here: WireDoc | undefined,
  pending: PendingChange | undefined,
): PushRow {
  // What came in the place of a row that waits is not the member's.
  if (row.next._deleted || here?.stamp.state !== 'waiting') return row;
  return hasDiscardedChange(row.next, row.assumed, pending) ? { ...row, next: here } : row;
}

const bytesOf = (row: PushRow): number => new TextEncoder().encode(JSON.stringify(row)).length;

/** True when no request could carry it. */
export function isTooLarge(row: PushRow): boolean {
  return bytesOf(row) > PORTION_BYTES;
}

export function portions(rows: readonly PushRow[]): readonly (readonly PushRow[])[] {
  const all: PushRow[][] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = bytesOf(row);
    const last = all.at(-1);
    if (last === undefined || last.length >= MAX_PUSH_ROWS || bytes + size > PORTION_BYTES) {
      all.push([row]);
      bytes = size;
    } else {
      last.push(row);
      bytes += size;
    }
  }
  return all;
}

export const asWire = (doc: WireDoc): WireDoc => toWire(doc, doc._deleted);
