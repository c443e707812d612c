/**
 * What everything here stands on that speaks to Stripe for an association: the client, the store, the server's own writes.
 * Small helpers for reading documents; no thought of its own.
 */
import type Stripe from 'stripe';
import { associationEntity, type AssociationBody } from '@communitrak/domain/associations/index.ts';
import { dateInZone, isoInstant, type Clock } from '@communitrak/domain/core/dates.ts';
import type { Entity } from '@communitrak/domain/core/entity.ts';
import type { Body, Envelope } from '@communitrak/domain/core/envelope.ts';
import { makeId } from '@communitrak/domain/core/ids.ts';
import type { PaymentMode } from '@communitrak/domain/payments/index.ts';
import { SYSTEM } from '@communitrak/domain/core/principal.ts';
import { readStored } from '../access/stored-envelope.ts';
import type { Database } from '../ports/doc-store.ts';
import type { Leases } from '../ports/leases.ts';
import { demandWritten, NoSuchAssociation, type ServerWrites } from '../ports/server-writes.ts';

export interface RoomLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface PaymentsRoom {
  readonly stripe: Stripe;
  /** Whether money moves or is pretended. */
  readonly mode: PaymentMode;
  /** What the server keeps for itself, beside the associations' documents. */
  readonly operations: Database;
  /** Undefined for an association that is not there. */
  open(association: string): Promise<Database | undefined>;
  /** All there are. */
  associations(): Promise<readonly string[]>;
  readonly writes: Pick<ServerWrites, 'write'>;
  readonly leases: Pick<Leases, 'run'>;
  readonly clock: Clock;
  readonly log: RoomLog;
}

/** One association, and what one must know of it to do anything. */
export interface Place {
  readonly association: string;
  readonly database: Database;
  readonly about: AssociationBody;
  /** `YYYY-MM-DD` in the association's zone. */
  readonly today: string;
}

export async function readOne<B extends Body>(
  database: Database,
  entity: Entity<B>,
  id: string,
): Promise<Envelope<B> | undefined> {
  const stored = await database.get(id);
  return stored === undefined || stored._deleted === true ? undefined : entity.read(readStored(stored).doc);
}

const PAGE = 1000;

/** All of a type that can be read, by id. */
export async function* readEach<B extends Body>(
  database: Database,
  entity: Entity<B>,
): AsyncGenerator<Envelope<B>> {
  const endId = `${entity.type}:\ufff0`;
  for (let startId = `${entity.type}:`; ;) {
    const page = await database.range({ startId, endId, limit: PAGE });
    for (const stored of page) {
      const doc = entity.read(readStored(stored).doc);
      if (doc !== undefined) yield doc;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    startId = `${last._id}\u0000`;
  }
}

export async function readAll<B extends Body>(
  database: Database,
  entity: Entity<B>,
): Promise<readonly Envelope<B>[]> {
  const all: Envelope<B>[] = [];
  for await (const doc of readEach(database, entity)) all.push(doc);
  return all;
}

/** @throws NoSuchAssociation also for one whose own document is not there yet */
export async function placeOf(room: PaymentsRoom, association: string): Promise<Place> {
  const database = await room.open(association);
  const doc =
    database === undefined
      ? undefined
      : await readOne(database, associationEntity, makeId('association', association));
  if (database === undefined || doc === undefined) throw new NoSuchAssociation(association);
  const today = dateInZone(isoInstant(room.clock()), doc.body.timeZone);
  return { association, database, about: doc.body, today };
}

/** Rejects when one of them is refused. */
export async function writeDocs(
  room: Pick<PaymentsRoom, 'writes'>,
  association: string,
  docs: readonly Envelope[],
): Promise<void> {
  if (docs.length === 0) return;
  const writes = docs.map((doc) => ({ doc, by: SYSTEM, byName: 'Stripe' }));
  demandWritten(await room.writes.write(association, writes));
}

/** The day of one of Stripe's times in a zone. @param seconds since 1970 */
export const dayOf = (seconds: number, zone: string): string => dateInZone(isoInstant(seconds * 1000), zone);
