/** What residents' payments stand on: Stripe, the store, the server's own writes; and small readings that everything shares. */
import { associationEntity } from '@communitrak/domain/associations/index.ts';
import { dateInZone, isoInstant } from '@communitrak/domain/core/dates.ts';
import type { Entity } from '@communitrak/domain/core/entity.ts';
import type { Body, Envelope } from '@communitrak/domain/core/envelope.ts';
import { makeId } from '@communitrak/domain/core/ids.ts';
import { SYSTEM } from '@communitrak/domain/core/principal.ts';
import { readStored } from '../access/stored-envelope.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/doc-store.ts';
import type { ServerReads } from '../ports/server-reads.ts';
import {
  NoSuchAssociation,
  type ServerWrite,
  type ServerWrites,
  type WriteOutcome,
} from '../ports/server-writes.ts';
import type { Gateway } from './gateway.ts';

export interface PaymentsLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface PaymentParts {
  readonly gateway: Gateway;
  /** What the server keeps for itself, beside the associations' documents. */
  readonly operations: Database;
  /** Undefined for an association that is not there. */
  open(association: string): Promise<Database | undefined>;
  readonly reads: ServerReads;
  readonly writes: Pick<ServerWrites, 'write'>;
  readonly clock: Clock;
  readonly log: PaymentsLog;
  /** Where people open the app, without a slash at its end. */
  readonly appUrl: () => string;
}

/** One association that takes payments, and what one must know of it. */
export interface Place {
  readonly association: string;
  readonly database: Database;
  /** Of its account at Stripe; '' while it has none. */
  readonly account: string;
}

export type DocsById = ReadonlyMap<string, Envelope>;

/** Living documents by id, in one request. */
export async function readDocs(database: Database, ids: readonly string[]): Promise<DocsById> {
  const stored = await database.getMany([...new Set(ids)]);
  const docs = new Map<string, Envelope>();
  for (const [id, one] of stored) if (one._deleted !== true) docs.set(id, readStored(one).doc);
  return docs;
}

export async function readDoc<B extends Body>(
  database: Database,
  entity: Entity<B>,
  id: string,
): Promise<Envelope<B> | undefined> {
  return entity.read((await readDocs(database, [id])).get(id));
}

/** All whose ids begin so. Few: a household's payments, a payment's refunds. */
export async function readRange<B extends Body>(
  database: Database,
  entity: Entity<B>,
  prefix: string,
): Promise<readonly Envelope<B>[]> {
  const stored = await database.range({ startId: prefix, endId: `${prefix}\ufff0` });
  return stored.flatMap((one) => entity.read(readStored(one).doc) ?? []);
}

/** Written in the name of the gateway, by nobody of the association. */
export function writeAll(
  { writes }: Pick<PaymentParts, 'writes'>,
  association: string,
  docs: readonly Envelope[],
): Promise<readonly WriteOutcome[]> {
  const all = docs.map((doc): ServerWrite => ({ doc, by: SYSTEM, byName: 'Stripe' }));
  return writes.write(association, all);
}

/** `YYYY-MM-DD` in the association's zone. */
export async function todayIn({ clock }: Pick<PaymentParts, 'clock'>, place: Place): Promise<string> {
  const id = makeId('association', place.association);
  const doc = await readDoc(place.database, associationEntity, id);
  if (doc === undefined) throw new NoSuchAssociation(place.association);
  return dateInZone(isoInstant(clock()), doc.body.timeZone);
}

/** So many at once, in any order; rejects with the first rejection, after the others have ended. */
export async function eachOf<T>(
  all: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const faults: unknown[] = [];
  const queue = all.values();
  const run = async (): Promise<void> => {
    for (const one of queue) await work(one).catch((error: unknown) => faults.push(error));
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, run));
  if (faults.length > 0) throw faults[0];
}
