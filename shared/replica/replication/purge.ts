/**
 * What has been revoked or deleted goes from the disk, not just from sight (G2, trap T10): the emptied documents, and
 * RxDB's own record of them. Never inside a handler (that deadlocks), and never while a deletion made here is unsent.
 */
import { getAssumedMasterState, now, promiseWait } from 'rxdb/plugins/core';
import type { RxReplicationState } from 'rxdb/plugins/replication';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import type { DocCollection, LocalCollection } from '../database.ts';
import type { Lock } from './lock.ts';
import type { Checkpoint } from './shared.ts';
import { isServers } from './rows.ts';

export type Replication = RxReplicationState<Envelope, Checkpoint>;

/** The server's version of each document as RxDB last knew it; absent: it knows of none. */
export async function serverVersions(
  replication: Replication,
  ids: readonly string[],
): Promise<Awaited<ReturnType<typeof getAssumedMasterState<Envelope>>>> {
  const state = replication.internalReplicationState;
  return state === undefined || ids.length === 0 ? {} : getAssumedMasterState(state, [...ids]);
}

type Records = NonNullable<Replication['metaInstance']>;
type MetaDocument = Awaited<ReturnType<Records['findDocumentsById']>>[number];
type Stored = Awaited<ReturnType<DocCollection['storageInstance']['findDocumentsById']>>[number];

/** The next revision of what lies in a storage. */
function changed<Doc extends MetaDocument | Stored>(previous: Doc, fields: Partial<Doc>) {
  const _rev = `${Number(previous._rev.split('-')[0]) + 1}-purged`;
  return { previous, document: { ...previous, ...fields, _rev, _meta: { ...previous._meta, lwt: now() } } };
}

/** How far RxDB has looked for what to send: a time, and at a start also the id of the last document of that time. */
const UP = 'up|1';

/**
 * The position without a document that has gone: RxDB looks at the others of the same moment once more, and finds
 * nothing new in them. Undefined when it names none of those.
 */
export function positionWithout(position: unknown, gone: ReadonlySet<string>): object | undefined {
  if (typeof position !== 'object' || position === null || !('id' in position)) return undefined;
  return typeof position.id === 'string' && gone.has(position.id) ? { ...position, id: '' } : undefined;
}

async function forgetPosition(meta: Records, gone: ReadonlySet<string>) {
  const [up] = await meta.findDocumentsById([UP], false);
  const position = positionWithout(up?.checkpointData, gone);
  return up === undefined || position === undefined
    ? []
    : [changed(up, { checkpointData: position as never })];
}

async function removeRecords(replication: Replication, ids: readonly string[]): Promise<void> {
  const { metaInstance: meta } = replication;
  if (meta === undefined) return;
  const records = Object.values(await serverVersions(replication, ids));
  const rows = [
    ...records.map(({ metaDocument }) => changed(metaDocument, { _deleted: true })),
    ...(await forgetPosition(meta, new Set(ids))),
  ];
  if (rows.length === 0) return;
  await meta.bulkWrite(rows, 'replica-purge');
  while (!(await meta.cleanup(0)));
}

/** Longer than a storage takes from being asked to clear up to looking at its clock. */
const SURE_MS = 10;

interface Traces {
  /** Nothing of these must stay. */
  readonly dead: readonly string[];
  /** Deletions made here that the server does not have yet: clearing up now would forget them. */
  readonly unsent: readonly Stored[];
}

/** What RxDB last had to do, up and down. */
type Work = readonly [unknown, unknown];

/**
 * Undefined while RxDB is in the middle of a page or a push: what it has been given is not all written yet. Its own
 * `events.active.up` says nothing of what it looks through at a start, or when it is asked to look again.
 */
async function workDone({ internalReplicationState: state }: Replication): Promise<Work | undefined> {
  if (state === undefined) return undefined;
  const { up, down } = state.streamQueue;
  const done = Promise.allSettled([up, down]).then((): Work => [up, down]);
  return Promise.race([done, promiseWait(0).then(() => undefined)]);
}

/** RxDB has nothing to do: not while there is no connection and something to send. */
export async function isIdle(replication: Replication): Promise<boolean> {
  return (await workDone(replication)) !== undefined;
}

const isSame = (before: Work, after: Work | undefined): boolean =>
  after !== undefined && before[0] === after[0] && before[1] === after[1];

/** Resolves when RxDB has done what it was given until now; while there is no connection, never. */
export async function atRest(replication: Replication): Promise<void> {
  await replication.startPromise;
  const queue = replication.internalReplicationState?.streamQueue;
  await Promise.allSettled([queue?.up, queue?.down]);
}

/** A stub that RxDB could not take yet leaves its document as it is. */
async function tracesOf(
  rx: DocCollection,
  replication: Replication,
  ids: readonly string[],
): Promise<Traces> {
  const known = await serverVersions(replication, ids);
  const docs = await rx.storageInstance.findDocumentsById([...ids], true);
  const stored = new Map(docs.map((doc) => [doc.id, doc]));
  const hasGone = (id: string): boolean => known[id]?.docData._deleted === true;
  const isDead = (id: string): boolean => {
    const doc = stored.get(id);
    // Not even a deleted document: somebody noted it twice, or RxDB's record of its deletion was refused, which RxDB
    // passes over, and the one from before still lies there.
    if (doc === undefined) return true;
    // The server's doing is done, whatever RxDB's record says: a crash may have come between the two.
    return doc._deleted && (isServers(doc) || hasGone(id));
  };
  return {
    dead: ids.filter(isDead),
    unsent: docs.filter((doc) => doc._deleted && !isServers(doc) && !hasGone(doc.id)),
  };
}

/**
 * RxDB is at rest and has not sent them: they are older than the position from which it reads what to send (T18).
 * Written anew they are after it.
 */
async function moveUp(rx: DocCollection, unsent: readonly Stored[]): Promise<void> {
  const rows = unsent.map((previous) => changed(previous, {}));
  await rx.storageInstance.bulkWrite(rows, 'replica-move-up');
}

/**
 * A storage clears up whatever was deleted, noted or not. So first a moment is taken, then everything that was deleted
 * until a little later is in the list, and only what is older than the moment is cleared up: a deletion made here in
 * between waits for the next time.
 * @returns false when RxDB is busy: ask again
 */
export async function purge(options: {
  readonly rx: DocCollection;
  readonly local: LocalCollection;
  readonly replication: Replication;
  readonly lock: Lock;
  /** Documents that are gone, or are about to be: whatever has been deleted when it is called, and maybe more. */
  readonly noted: () => Promise<readonly string[]>;
  /** Nothing is left of these; still under the lock, so that no page brings them again in between. */
  readonly onPurged: (ids: readonly string[]) => Promise<void>;
}): Promise<boolean> {
  const { rx, local, replication, lock, noted, onPurged } = options;
  return lock(async () => {
    const before = await workDone(replication);
    if (before === undefined) return false;
    const moment = now();
    await promiseWait(SURE_MS);
    // Every deletion until now has been written, and told of, when this is answered.
    await rx.storageInstance.findDocumentsById([], true);
    const ids = await noted();
    if (ids.length === 0) return true;
    const { dead, unsent } = await tracesOf(rx, replication, ids);
    if (unsent.length > 0) await moveUp(rx, unsent);
    if (unsent.length > 0 || dead.length === 0) return true;
    while (!(await rx.storageInstance.cleanup(now() - moment)));
    // The device's own notes of them (pending changes) were emptied when they were deleted; now their ids go too.
    while (!(await local.storageInstance.cleanup(0)));
    await removeRecords(replication, dead);
    // It may have read such a document before that was cleared up, and written a record of it after.
    if (!isSame(before, await workDone(replication))) return false;
    await onPurged(dead);
    return true;
  });
}
