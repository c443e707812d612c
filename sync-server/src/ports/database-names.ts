/** What the store's databases are called: one for each association, and the mark of one that is not whole yet. */
const PREFIX = 'association-';

export function databaseName(association: string): string {
  return PREFIX + association;
}

/** Undefined for a database that is no association's. */
export function associationOf(database: string): string | undefined {
  return database.startsWith(PREFIX) ? database.slice(PREFIX.length) : undefined;
}

/**
 * Lies in a database that is being restored: until it is whole, there is no such association. Afterwards it is a tombstone
 * that still says when (`at`, epoch ms): what is older came out of the backup.
 */
export const RESTORE_MARK = 'meta:restore';
