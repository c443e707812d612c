/**
 * RxDB's push handler for one collection, and the sending again of rows that were answered `retry`. A verdict for each
 * row: one bad row never blocks the others (trap T5).
 */
import { promiseWait } from 'rxdb/plugins/core';
import { stubOf, type WireDoc } from '@communitrak/domain/core/envelope.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import type { PushRow, PushVerdict } from '@communitrak/protocol/push.ts';
import type { DocCollection } from '../database.ts';
import { plain } from '../documents.ts';
import { HttpFault } from '../http.ts';
import type { PurgeQueue } from '../local/purge-queue.ts';
import type { PendingChange, Deferred } from '../local/pending-changes.ts';
import type { Gate } from './connection-gate.ts';
import type { Lock } from './lock.ts';
import { currentRow, isEcho, isTooLarge, portions, toRow, type RxRow } from './rows.ts';
import type { ReplicationBarrier } from './replication-barrier.ts';
import type { Transport } from './transport.ts';
import { applyVerdict, type RowOutcome, type VerdictOptions } from './verdicts.ts';

export interface PushOptions extends VerdictOptions {
  readonly rx: DocCollection;
  readonly lock: Lock;
  readonly barrier: ReplicationBarrier;
  readonly gate: Gate;
  readonly transport: Transport;
  readonly purgeQueue: PurgeQueue;
  /** After a round of verdicts: how many rows were taken, and whether the server sent versions to deliver. */
  readonly onVerdicts: (taken: number) => void;
}

export interface Pusher {
  /** RxDB's handler: answers with the server's versions that replace what was pushed. */
  handler(rows: readonly RxRow[]): Promise<WireDoc[]>;
  /** Rows answered `retry` whose time has come (or all of them). */
  readonly sendDeferred: (all: boolean) => Promise<void>;
}

const refusedHere = (row: PushRow, code: 'too-large' | 'invalid'): PushVerdict => ({
  id: row.next.id,
  verdict: 'refused',
  code,
  server: row.assumed ?? stubOf(row.next.id),
});

/** The request itself was refused: halve it until the row at fault is alone, and refuse that one. */
async function pushPortion(options: PushOptions, rows: readonly PushRow[]): Promise<readonly PushVerdict[]> {
  const [first] = rows;
  if (first === undefined) return [];
  try {
    return await options.transport.push(options.collection, rows);
  } catch (error) {
    const fault = error instanceof HttpFault && (error.status === 400 || error.status === 413);
    if (!fault) throw error;
    if (rows.length === 1) return [refusedHere(first, error.status === 413 ? 'too-large' : 'invalid')];
    const half = Math.ceil(rows.length / 2);
    const left = await pushPortion(options, rows.slice(0, half));
    return [...left, ...(await pushPortion(options, rows.slice(half)))];
  }
}

/** A new document under an id whose deletion this device has forgotten: start from the deletion. */
function fromTombstone(row: PushRow, verdict: PushVerdict): PushRow | undefined {
  if (verdict.verdict !== 'conflict' || row.assumed !== null || !verdict.server._deleted) return undefined;
  return { assumed: verdict.server, next: row.next };
}

async function send(options: PushOptions, row: PushRow, verdict: PushVerdict): Promise<PushVerdict> {
  const again = fromTombstone(row, verdict);
  if (again === undefined) return verdict;
  const [second] = await pushPortion(options, [again]);
  return second ?? verdict;
}

async function verdictsOf(
  options: PushOptions,
  rows: readonly PushRow[],
): Promise<ReadonlyMap<PushRow, PushVerdict>> {
  const verdicts = new Map<PushRow, PushVerdict>();
  const large = new Set(rows.filter(isTooLarge));
  for (const row of large) verdicts.set(row, refusedHere(row, 'too-large'));
  for (const portion of portions(rows.filter((row) => !large.has(row)))) {
    const answers = await pushPortion(options, portion);
    for (const [index, row] of portion.entries()) {
      const answer = answers[index];
      if (answer !== undefined) verdicts.set(row, await send(options, row, answer));
    }
  }
  return verdicts;
}

/** In the order of the rows. */
async function pushAll(
  options: PushOptions,
  rows: readonly PushRow[],
  pendingChanges: ReadonlyMap<string, PendingChange>,
  mayMerge: boolean,
): Promise<readonly RowOutcome[]> {
  const outcomes: RowOutcome[] = [];
  for (const [row, verdict] of await verdictsOf(options, rows)) {
    outcomes.push(
      await applyVerdict(options, row, verdict, { pending: pendingChanges.get(row.next.id), mayMerge }),
    );
  }
  options.onVerdicts(outcomes.filter((one) => one.verdict === 'ok' || one.verdict === 'gone').length);
  return outcomes;
}

const isDue = (deferred: Deferred, now: number, all: boolean): boolean => all || deferred.notBefore <= now;

async function pendingById(options: PushOptions): Promise<ReadonlyMap<string, PendingChange>> {
  return new Map((await options.pendingChanges.all()).map((pending) => [pending.documentId, pending]));
}

/** Longer than a storage takes from a document's write to its pending change's. */
const PENDING_TRIES = 40;
const PENDING_WAIT_MS = 25;

interface CurrentRows {
  readonly rows: readonly PushRow[];
  /** As old as what lies here of them, or younger. */
  readonly pendingChanges: ReadonlyMap<string, PendingChange>;
}

const isWaiting = (doc: WireDoc | undefined): boolean => doc?.stamp.state === 'waiting';

/**
 * The rows with what the member means now. Every edit has its pending change; without it all of the document would
 * pass for the member's own. When its document went while it was being edited, the sweep has forgotten the pending
 * change, and whoever wrote puts it back once the document is written, which is maybe now; or the member is taking it
 * back.
 */
async function currentRows(options: PushOptions, rows: readonly PushRow[]): Promise<CurrentRows> {
  for (let tries = 1; ; tries += 1) {
    // In this order: whoever writes leaves the pending change first, and whoever discards forgets it last.
    const docs = await options.rx.findByIds(rows.map((row) => row.next.id)).exec();
    const pendingChanges = await pendingById(options);
    const here = (id: string): WireDoc | undefined => {
      const doc = docs.get(id);
      return doc === undefined ? undefined : toWire(plain(doc), false);
    };
    const left = rows
      .filter(({ next }) => next._deleted || isWaiting(here(next.id)))
      .map((row) => currentRow(row, here(row.next.id), pendingChanges.get(row.next.id)));
    const isNoted = ({ next }: PushRow): boolean =>
      next._deleted || !isWaiting(next) || pendingChanges.has(next.id);
    if (tries === PENDING_TRIES || left.every(isNoted)) return { rows: left, pendingChanges };
    await promiseWait(PENDING_WAIT_MS);
  }
}

const clearDeferred = (options: PushOptions, { documentId }: PendingChange): Promise<void> =>
  options.pendingChanges.change(documentId, ({ deferred: _deferred, ...pending }) => pending);

/**
 * RxDB is wrong about a deferred row (the server never had it); and for a moment after a page, or after a crash in that
 * moment, its own record of a document is older than the document that the member edits.
 */
function startingFrom(row: PushRow, pending: PendingChange | undefined): PushRow {
  if (pending?.deferred !== undefined) return { assumed: pending.deferred.assumed, next: row.next };
  const knows = row.assumed !== null && !row.assumed._deleted;
  return knows || pending === undefined || pending.base === null
    ? row
    : { assumed: pending.base, next: row.next };
}

async function push(options: PushOptions, all: readonly PushRow[]): Promise<WireDoc[]> {
  const { rows: current, pendingChanges: known } = await currentRows(options, all);
  const rows = current.map((row) => startingFrom(row, known.get(row.next.id)));
  const outcomes = rows.length === 0 ? [] : await pushAll(options, rows, known, true);
  for (const { id, verdict } of outcomes) {
    const pending = known.get(id);
    if (verdict !== 'retry' && pending?.deferred !== undefined) await clearDeferred(options, pending);
  }
  const instead = outcomes.flatMap((one) => (one.instead === undefined ? [] : [one.instead]));
  await options.purgeQueue.note(instead);
  return instead;
}

/** A deferred row with what the member means now; undefined: discarded, or somebody has sent it. */
async function stillDeferred(
  options: PushOptions,
  id: string,
): Promise<{ row: PushRow; pending: PendingChange } | undefined> {
  const doc = await options.rx.findOne(id).exec();
  const pending = await options.pendingChanges.get(id);
  if (pending?.deferred === undefined) return undefined;
  const { assumed, next } = pending.deferred;
  const here = doc === null ? undefined : toWire(plain(doc), false);
  return { row: currentRow({ assumed, next }, here, pending), pending };
}

async function sendDeferredRows(options: PushOptions, all: boolean): Promise<void> {
  const { collection, clock, pendingServerDocs } = options;
  const due = [...(await pendingById(options)).values()].filter(
    (pending) =>
      pending.collection === collection &&
      pending.deferred !== undefined &&
      isDue(pending.deferred, clock(), all),
  );
  for (const { documentId } of due) {
    const found = await stillDeferred(options, documentId);
    if (found === undefined) continue;
    const { row, pending } = found;
    const [one] = await pushAll(options, [row], new Map([[documentId, pending]]), false);
    if (one === undefined || one.verdict === 'retry') continue;
    // RxDB thinks the document is as the server has it: what replaces it comes as a pulled version would.
    if (one.instead !== undefined) pendingServerDocs.add([one.instead]);
    await clearDeferred(options, pending);
  }
}

export function createPusher(options: PushOptions): Pusher {
  const { lock, barrier, gate, purgeQueue } = options;
  // An app that is too old asks for nothing any more, but what it holds is still taken: refused, with that reason.
  return {
    handler: async (rows) => {
      const all = rows.map(toRow);
      // Before RxDB records that it was sent: a crash later must not leave that record behind for good. It records a
      // new document that was discarded just before a crash, too.
      await purgeQueue.note(all.flatMap(({ next }) => (next._deleted ? [next] : [])));
      const real = all.filter((row) => !isEcho(row));
      if (real.length === 0) return [];
      const pushed = async (): Promise<WireDoc[]> => {
        const instead = await push(options, real);
        barrier.raise(rows.map((row) => row.newDocumentState.id));
        return instead;
      };
      return gate.pass(() => lock(pushed), 'also-when-too-old');
    },
    sendDeferred: (all) => gate.pass(() => lock(() => sendDeferredRows(options, all)), 'also-when-too-old'),
  };
}
