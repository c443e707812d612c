/** An association as it was read for a verification: every document once, and what the checks ask of them. */
import type { Entity } from '@communitrak/domain/core/entity.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { isId, typeOf } from '@communitrak/domain/core/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, StoredDoc } from '../ports/doc-store.ts';
import { needsOf } from '../sync/needed.ts';
import { readStored, type StoredEnvelope } from '../access/stored-envelope.ts';
import type { Registry } from '../sync/sync-service.ts';

export interface Verified {
  readonly association: string;
  readonly database: Database;
  readonly clock: Clock;
  readonly all: ReadonlyMap<string, StoredDoc>;
  /** Replicated documents, tombstones too, with what they are. */
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly entity: Entity;
  readonly stored: StoredEnvelope;
}

export function verified(
  association: string,
  database: Database,
  all: ReadonlyMap<string, StoredDoc>,
  { registry, clock }: { readonly registry: Registry; readonly clock: Clock },
): Verified {
  const entries = [...all.values()].flatMap((doc): Entry[] => {
    const entity = isId(doc._id) ? registry.entityOf(typeOf(doc._id)) : undefined;
    return entity === undefined ? [] : [{ entity, stored: readStored(doc) }];
  });
  return { association, database, clock, all, entries };
}

export function isLiving(doc: StoredDoc | undefined): doc is StoredDoc {
  return doc !== undefined && doc._deleted !== true;
}

/** What the document depends on and is there; and the ids of what is not. */
export function neededBy(
  { all }: Verified,
  { entity, stored }: Entry,
): { readonly needed: ReadonlyMap<string, Envelope>; readonly absent: readonly string[] } {
  const ids = needsOf(entity, stored.doc);
  const there = ids.map((id) => all.get(id)).filter(isLiving);
  return {
    needed: new Map(there.map((doc) => [doc._id, readStored(doc).doc])),
    absent: ids.filter((id) => !isLiving(all.get(id))),
  };
}
