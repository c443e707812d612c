/**
 * How many bytes a member may send in a day, counted in the store so that all processes count together. A day's
 * counter is one document, begun anew each day.
 */
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/doc-store.ts';

export const DAILY_BYTES = 500 * 1024 * 1024;
const MAX_TRIES = 8;
const DAY_CHARS = 10;

export interface FileQuota {
  /** Whether so many more bytes are within today's quota; counts nothing. */
  allows(association: string, member: string, bytes: number): Promise<boolean>;
  count(association: string, member: string, bytes: number): Promise<void>;
}

export function createFileQuota(db: Database, clock: Clock, dailyBytes: number = DAILY_BYTES): FileQuota {
  const idOf = (association: string, member: string): string => `quota:${association}.${member}`;
  const today = (): string => new Date(clock()).toISOString().slice(0, DAY_CHARS);
  const read = async (id: string): Promise<{ readonly used: number; readonly rev: string | undefined }> => {
    const doc = await db.get(id);
    const used = doc?.['day'] === today() && typeof doc['bytes'] === 'number' ? doc['bytes'] : 0;
    return { used, rev: doc?._deleted === true ? undefined : doc?._rev };
  };
  return {
    allows: async (association, member, bytes) =>
      (await read(idOf(association, member))).used + bytes <= dailyBytes,
    async count(association, member, bytes) {
      const id = idOf(association, member);
      for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
        const { used, rev } = await read(id);
        const revision = rev === undefined ? {} : { _rev: rev };
        const result = await db.put({ _id: id, ...revision, day: today(), bytes: used + bytes });
        if (result.ok) return;
      }
      // Uploads of one member racing each other; a count missed once does no harm, a refused photo would.
    },
  };
}
