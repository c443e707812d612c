/**
 * Repair: compares a collection page by page with what the server says this device should hold, and hands what differs
 * to the next pull. Weekly, when a pull says so, and from "check my data". What is unsent is left out: it differs by
 * right.
 */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { Envelope, WireDoc } from '@communitrak/domain/core/envelope.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import { contentHash } from '@communitrak/protocol/hash.ts';
import { MAX_VERIFY_ROWS } from '@communitrak/protocol/verify.ts';
import type { DocCollection } from '../database.ts';
import { plain } from '../documents.ts';
import type { PendingChanges } from '../local/pending-changes.ts';
import type { PendingServerDocs } from './pending-server-docs.ts';
import type { Gate } from './connection-gate.ts';
import type { Lock } from './lock.ts';
import type { Verified } from './verify-discarded.ts';
import type { Transport } from './transport.ts';

export interface RepairCount {
  readonly checked: number;
  readonly missing: number;
  readonly outdated: number;
  readonly extra: number;
  readonly repaired: number;
}

export interface RepairOptions {
  readonly collection: CollectionName;
  readonly rx: DocCollection;
  readonly lock: Lock;
  readonly gate: Gate;
  readonly transport: Transport;
  readonly pendingServerDocs: PendingServerDocs;
  readonly pendingChanges: PendingChanges;
}

const NOTHING: RepairCount = { checked: 0, missing: 0, outdated: 0, extra: 0, repaired: 0 };

const byCodeUnit = (a: Envelope, b: Envelope): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

async function page(rx: DocCollection, after: string): Promise<readonly Envelope[]> {
  const docs = await rx
    .find({ selector: { id: { $gt: after } }, sort: [{ id: 'asc' }], limit: MAX_VERIFY_ROWS })
    .exec();
  return docs.map(plain).sort(byCodeUnit);
}

/** Of what the server sent: how many were missing here, held in another version, and held without right. */
function count(sent: readonly WireDoc[], held: ReadonlySet<string>): Omit<RepairCount, 'checked'> {
  const extra = sent.filter((doc) => doc._deleted && held.has(doc.id)).length;
  const outdated = sent.filter((doc) => !doc._deleted && held.has(doc.id)).length;
  const missing = sent.filter((doc) => !doc._deleted && !held.has(doc.id)).length;
  return { missing, outdated, extra, repaired: missing + outdated + extra };
}

const add = (a: RepairCount, b: RepairCount): RepairCount => ({
  checked: a.checked + b.checked,
  missing: a.missing + b.missing,
  outdated: a.outdated + b.outdated,
  extra: a.extra + b.extra,
  repaired: a.repaired + b.repaired,
});

async function comparePage(
  options: RepairOptions,
  after: string,
): Promise<{ count: RepairCount; next: string }> {
  const { collection, rx, transport, pendingServerDocs, pendingChanges } = options;
  const docs = await page(rx, after);
  const unsent = new Set((await pendingChanges.all()).map((pending) => pending.documentId));
  const full = docs.length >= MAX_VERIFY_ROWS;
  const upTo = full ? (docs.at(-1)?.id ?? '') : '';
  const settled = docs.filter((doc) => !unsent.has(doc.id));
  const held = settled.map((doc): [string, string] => [doc.id, contentHash(toWire(doc, false))]);
  const answer = await transport.verify({ collection, after, upTo, held });
  const sent = answer.documents.filter((doc) => !unsent.has(doc.id));
  pendingServerDocs.add(sent);
  const next = answer.next === '' ? upTo : answer.next;
  const done = next === '' ? settled : settled.filter((doc) => doc.id <= next);
  return { count: { checked: done.length, ...count(sent, new Set(done.map((doc) => doc.id))) }, next };
}

/** What the server has instead of this one document; undefined: nothing else. */
async function compareOne(options: RepairOptions, id: string): Promise<WireDoc | undefined> {
  const { collection, rx, transport } = options;
  const doc = await rx.findOne(id).exec();
  const [before] = await rx.find({ selector: { id: { $lt: id } }, sort: [{ id: 'desc' }], limit: 1 }).exec();
  const held = doc === null ? [] : [[id, contentHash(toWire(plain(doc), false))] satisfies [string, string]];
  for (let after = before?.id ?? ''; ;) {
    const answer = await transport.verify({ collection, after, upTo: id, held });
    const other = answer.documents.find((one) => one.id === id);
    // A range that this device holds little of yet is answered in parts.
    if (other !== undefined || answer.next === '' || answer.next >= id) return other;
    after = answer.next;
  }
}

/** Compares one document, and hands what differs to the next pull. */
export function verifyOne(options: RepairOptions, id: string): Promise<Verified> {
  const { gate, lock, pendingChanges, pendingServerDocs } = options;
  return gate.pass(() =>
    lock(async () => {
      if ((await pendingChanges.get(id)) !== undefined) return 'unsent';
      const other = await compareOne(options, id);
      if (other !== undefined) pendingServerDocs.add([other]);
      return other === undefined ? 'same' : 'other';
    }),
  );
}

/** @throws StoppedError; @param signal between two pages */
export async function repair(
  options: RepairOptions,
  onPage: (checked: number) => void,
  signal?: AbortSignal,
): Promise<RepairCount> {
  let total = NOTHING;
  let after = '';
  do {
    signal?.throwIfAborted();
    const from = after;
    const result = await options.gate.pass(() => options.lock(() => comparePage(options, from)));
    if (result.next !== '' && result.next <= after) throw new Error(`repair stands still at ${after}`);
    total = add(total, result.count);
    after = result.next;
    onPage(total.checked);
  } while (after !== '');
  return total;
}
