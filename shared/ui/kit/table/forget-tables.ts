/** Forgetting what tables remember, apart from reading it: sign-in needs the one and not the other. */
import { forgetBelow, type StorageOf } from '../stored.ts';

/** Begins the name under which each table's memory is kept. */
export const TABLES = 'communitrak.table.';

/** Of all tables on this device: with the rest, when a member's data are erased from it. */
export function forgetTables(storage: StorageOf): void {
  forgetBelow(storage, TABLES);
}
