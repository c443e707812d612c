/** A sync service on a store with the small association in it, and devices that pull and push as a replica does. */
import type { Clock } from '@communitrak/domain/core/dates.ts';
import { COLLECTIONS, type CollectionName } from '@communitrak/domain/core/entity.ts';
import type { Envelope, WireDoc } from '@communitrak/domain/core/envelope.ts';
import { entities, entityOf } from '@communitrak/domain/registry.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import type { PullPage } from '@communitrak/protocol/pull.ts';
import type { PushVerdict } from '@communitrak/protocol/push.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import type { DocStore } from '@communitrak/sync-server/ports/doc-store.ts';
import type { SnapshotStore } from '@communitrak/sync-server/ports/snapshot-store.ts';
import type { Leases } from '@communitrak/sync-server/ports/leases.ts';
import {
  demandWritten,
  type ServerWrite,
  type ServerWrites,
} from '@communitrak/sync-server/ports/server-writes.ts';
import { createSyncService } from '@communitrak/sync-server/sync/create-sync-service.ts';
import type { SyncRules } from '@communitrak/sync-server/sync/rules.ts';
import type {
  Caller,
  Registry,
  RunningSyncService,
  SyncService,
} from '@communitrak/sync-server/sync/sync-service.ts';
import { v7 } from 'uuid';
import { testLog } from './test-store.ts';

export interface ServiceOptions {
  readonly clock?: Clock;
  readonly secret?: string;
  readonly rules?: SyncRules;
  readonly viewBudgetBytes?: number;
  readonly snapshots?: SnapshotStore;
  readonly leases?: Leases;
  readonly registry?: Registry;
}

export function aSyncService(store: DocStore, options: ServiceOptions = {}): RunningSyncService {
  const { clock = Date.now, secret = 'test secret', rules, viewBudgetBytes, snapshots, leases } = options;
  const { registry = { entities, entityOf } } = options;
  const own = {
    ...(viewBudgetBytes === undefined ? {} : { viewBudgetBytes }),
    ...(snapshots === undefined ? {} : { snapshots }),
    ...(leases === undefined ? {} : { leases }),
  };
  return createSyncService({ store, clock, newId: v7, registry, secret, log: testLog, ...own }, rules);
}

export function trusted(docs: readonly Envelope[]): readonly ServerWrite[] {
  return docs.map((doc) => ({ doc, by: 'system', byName: 'Import' }));
}

/** Rejects when one of them is refused. */
export async function writeAll(
  writes: Pick<ServerWrites, 'write'>,
  association: string,
  docs: readonly Envelope[],
): Promise<void> {
  demandWritten(await writes.write(association, trusted(docs)));
}

/** Makes the association, with all of this in it. */
export async function createWith(
  writes: ServerWrites,
  association: string,
  docs: readonly Envelope[],
): Promise<void> {
  await writes.createAssociation(association);
  await writeAll(writes, association, docs);
}

/** What a device holds of one association, kept by the replica's rules: pages until one is not full, `{after, next}`. */
export class Device {
  readonly who: Caller;
  readonly held = new Map<string, WireDoc>();
  readonly tokens = new Map<CollectionName, string>();
  /** Rows received by the last sync. */
  rows = 0;
  limit: number;

  constructor(association: string, member: string, device = `device-${member}`, limit = 50) {
    this.who = { association, member, device };
    this.limit = limit;
  }

  take(documents: readonly WireDoc[]): void {
    for (const doc of documents) {
      if (doc._deleted) this.held.delete(doc.id);
      else this.held.set(doc.id, doc);
    }
  }

  holds(collection: CollectionName): boolean {
    return [...this.held.values()].some((doc) => entityOf(doc.type)?.collection === collection);
  }

  async page(service: SyncService, collection: CollectionName, keep = true): Promise<PullPage> {
    const token = this.tokens.get(collection) ?? null;
    const holds = this.holds(collection);
    const want = [{ collection, token, limit: this.limit, holds }];
    const { pages } = await service.pull(this.who, { protocol: PROTOCOL_VERSION, want });
    const [page] = pages;
    if (page === undefined) throw new Error('no page');
    this.take(page.documents);
    this.rows += page.documents.length;
    if (keep) this.tokens.set(collection, page.token);
    return page;
  }

  /** As RxDB does: until a page is not full. */
  async sync(service: SyncService, collections: readonly CollectionName[] = COLLECTIONS): Promise<void> {
    this.rows = 0;
    for (const collection of collections) {
      while ((await this.page(service, collection)).documents.length >= this.limit);
    }
  }

  async push(
    service: SyncService,
    docs: readonly Envelope[],
    assumed: ReadonlyMap<string, WireDoc> = this.held,
  ): Promise<readonly PushVerdict[]> {
    const [first] = docs;
    const collection = first === undefined ? undefined : entityOf(first.type)?.collection;
    if (collection === undefined) throw new Error('nothing to push');
    const rows = docs.map((doc) => ({ assumed: assumed.get(doc.id) ?? null, next: toWire(doc, false) }));
    const answer = await service.push(this.who, { protocol: PROTOCOL_VERSION, collection, rows });
    for (const verdict of answer.rows) if ('server' in verdict && verdict.server) this.take([verdict.server]);
    return answer.rows;
  }
}
