/**
 * From the server's verdict on a row to what RxDB must do about it. Refused and conflicting versions are stored in
 * `local` BEFORE RxDB gets the server's version (trap T5): after that nothing else remembers them.
 */
import type { Clock } from '@communitrak/domain/core/dates.ts';
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import type { CollectionName, Entity } from '@communitrak/domain/core/entity.ts';
import type { WireDoc } from '@communitrak/domain/core/envelope.ts';
import { contentHash } from '@communitrak/protocol/hash.ts';
import type { PushRow, PushVerdict } from '@communitrak/protocol/push.ts';
import type { PendingChange, PendingChanges, Deferred } from '../local/pending-changes.ts';
import { unacceptedOf, type UnacceptedList } from '../local/unaccepted.ts';
import type { PendingServerDocs } from './pending-server-docs.ts';
import { waitAfter } from './connection-gate.ts';
import { mergeDocs } from './merge.ts';
import type { Resolutions } from './resolutions.ts';

export interface VerdictOptions {
  readonly collection: CollectionName;
  readonly pendingChanges: PendingChanges;
  readonly unaccepted: UnacceptedList;
  readonly pendingServerDocs: PendingServerDocs;
  readonly resolutions: Resolutions;
  readonly entityOf: (type: string) => Entity | undefined;
  readonly clock: Clock;
  readonly random: () => number;
}

export interface RowOutcome {
  readonly id: string;
  /** The server's version that RxDB must take instead; undefined: it is as RxDB has it. */
  readonly instead: WireDoc | undefined;
  readonly verdict: PushVerdict['verdict'];
}

async function list(
  options: VerdictOptions,
  row: PushRow,
  pending: PendingChange | undefined,
  answer: { kind: 'refused' | 'conflict'; code: string; detail: string },
): Promise<void> {
  // Nobody wrote it: there is nothing to show, and nothing to decide.
  if (options.entityOf(row.next.type)?.byItself === true) return;
  const at = isoInstant(options.clock());
  await options.unaccepted.add(unacceptedOf(row, pending, { ...answer, at }, contentHash));
}

/** The two sides changed different fields: RxDB gets both, and sends the result. */
function merged(
  options: VerdictOptions,
  row: PushRow,
  pending: PendingChange | undefined,
  server: WireDoc,
): WireDoc | undefined {
  const entity = options.entityOf(row.next.type);
  return entity === undefined ? undefined : mergeDocs(entity, row, server, pending?.fields);
}

/** Sent again later, by the replica itself: RxDB would hold back every other write of the collection meanwhile. */
export function deferredRow(
  row: PushRow,
  before: Deferred | undefined,
  now: number,
  random: () => number,
): Deferred {
  const attempts = (before?.attempts ?? 0) + 1;
  const assumed = before === undefined ? row.assumed : before.assumed;
  return { assumed, next: row.next, attempts, notBefore: now + 5 * waitAfter(attempts, random) };
}

async function defer(
  options: VerdictOptions,
  row: PushRow,
  pending: PendingChange | undefined,
): Promise<void> {
  const { collection, clock, random, pendingChanges } = options;
  const { id: documentId } = row.next;
  const deferred = deferredRow(row, pending?.deferred, clock(), random);
  // A deletion has none. An edit that has none any more has been discarded while it was on its way.
  if (pending === undefined)
    await pendingChanges.putNew({ documentId, collection, at: isoInstant(clock()), base: row.assumed });
  await pendingChanges.change(documentId, (current) => ({ ...current, deferred }));
}

async function applyConflict(
  options: VerdictOptions,
  row: PushRow,
  server: WireDoc,
  { pending, mayMerge }: About,
): Promise<WireDoc> {
  const both = mayMerge ? merged(options, row, pending, server) : undefined;
  if (both === undefined) {
    await list(options, row, pending, { kind: 'conflict', code: '', detail: '' });
    return server;
  }
  // What waits now starts from the server's version: what came from there is not the member's own writing. (A pending
  // change that stands in for what RxDB has forgotten stays: until the merged version is written, it is all there is.)
  if (pending !== undefined && pending.base !== row.assumed)
    await options.pendingChanges.change(pending.documentId, (current) => ({ ...current, base: server }));
  options.resolutions.set(both.id, both);
  return server;
}

interface About {
  /** Of the row's document, if any. */
  readonly pending: PendingChange | undefined;
  /** RxDB's conflict handler is waiting for a decision, so a merged version has somebody to write it. */
  readonly mayMerge: boolean;
}

export async function applyVerdict(
  options: VerdictOptions,
  row: PushRow,
  verdict: PushVerdict,
  about: About,
): Promise<RowOutcome> {
  const done = (instead?: WireDoc): RowOutcome => ({ id: row.next.id, instead, verdict: verdict.verdict });
  switch (verdict.verdict) {
    case 'ok':
      if (verdict.server !== undefined) options.pendingServerDocs.add([verdict.server]);
      return done();
    case 'gone':
      return done(verdict.server);
    case 'refused':
      await list(options, row, about.pending, {
        kind: 'refused',
        code: verdict.code,
        detail: verdict.detail ?? '',
      });
      return done(verdict.server);
    case 'conflict':
      return done(await applyConflict(options, row, verdict.server, about));
    case 'retry':
      await defer(options, row, about.pending);
      return done();
  }
}
