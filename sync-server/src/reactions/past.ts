/**
 * The past never tells anybody anything: a feed that is read from the beginning (a new reaction, a database that was
 * restored) holds years of it. Past is what is old, what an import wrote, and what came out of a backup.
 */
import { SYSTEM } from '@communitrak/domain/core/principal.ts';
import type { StoredEnvelope } from '../access/stored-envelope.ts';
import type { StoredDoc } from '../ports/doc-store.ts';

/** As long as a server may stand still over a weekend's beginning without news being lost. */
export const PAST_MS = 48 * 3_600_000;

/** @param mark the database's restore mark, if it has one (`ports/database-names.ts`) */
export function restoredAt(mark: StoredDoc | undefined): number {
  const at = mark?.['at'];
  return typeof at === 'number' ? at : 0;
}

/** @param metAt, restored epoch ms; `restored` 0 for never */
export function isPast({ doc: { stamp } }: StoredEnvelope, metAt: number, restored: number): boolean {
  const at = Date.parse(stamp.at);
  return stamp.by === SYSTEM || !(metAt - at <= PAST_MS) || at <= restored;
}
