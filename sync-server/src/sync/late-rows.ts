/**
 * Rows that wait for a document they depend on: `retry` for a day since the server first saw the row, then refused. The
 * first sight is a server-only record in the store (`late:<member>.<hash of id>`), because an id's own time says when it
 * was made on a device that may have been offline for weeks, and a process forgets at its restart.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../ports/clock.ts';
import type { ChangeRow, Database } from '../ports/doc-store.ts';

export const LATE_MS = 24 * 3600 * 1000;
const PREFIX = 'late:';

export interface LateRows {
  /** Notes the row at its first sight. @returns true once a day has passed since */
  tooLate(database: Database, member: string, documentId: string): Promise<boolean>;
  /** The row was settled: nothing more is known of it. */
  settled(database: Database, member: string, documentId: string): Promise<void>;
}

/** Records that nobody settled (the device is gone) are taken away when they are this old. */
const FORGOTTEN_MS = 30 * LATE_MS;

export const isLateRecord = (id: string): boolean => id.startsWith(PREFIX);

/** Ids of records among rows of the feed that nobody will settle any more. */
export function forgottenRecords(rows: readonly ChangeRow[], now: number): readonly string[] {
  return rows.filter((row) => !row.deleted && isForgotten(row, now)).map(({ id }) => id);
}

function isForgotten({ id, doc }: ChangeRow, now: number): boolean {
  const first = doc?.['first'];
  return isLateRecord(id) && typeof first === 'number' && now - first > FORGOTTEN_MS;
}

export async function dropRecords(database: Database, ids: readonly string[]): Promise<void> {
  const records = await database.getMany(ids);
  const living = [...records.values()].filter((record) => record._deleted !== true);
  await database.putMany(living.map(({ _id, _rev }) => ({ _id, _rev, _deleted: true })));
}

export function lateId(member: string, documentId: string): string {
  return `${PREFIX}${member}.${createHash('sha256').update(documentId).digest('hex').slice(0, 32)}`;
}

export function createLateRows(clock: Clock): LateRows {
  /** Records this process wrote, so that settling an ordinary row asks the store nothing. */
  const noted = new Set<string>();
  return {
    tooLate: async (database, member, documentId) => {
      const id = lateId(member, documentId);
      noted.add(`${database.name} ${id}`);
      const record = await database.get(id);
      const first = record?._deleted === true ? undefined : record?.['first'];
      if (typeof first === 'number') return clock() - first > LATE_MS;
      await database.put({ _id: id, first: clock() });
      return false;
    },
    settled: async (database, member, documentId) => {
      const id = lateId(member, documentId);
      if (!noted.delete(`${database.name} ${id}`)) return;
      const record = await database.get(id);
      if (record === undefined || record._deleted === true) return;
      await database.put({ _id: id, _rev: record._rev, _deleted: true });
    },
  };
}
