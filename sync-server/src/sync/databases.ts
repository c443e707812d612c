/** Which database is an association's. Handles are remembered; that a database exists is not forgotten again. */
import { LRUCache } from 'lru-cache';
import { databaseName, RESTORE_MARK } from '../ports/database-names.ts';
import type { Database, DocStore, StoredDoc } from '../ports/doc-store.ts';

const MAX_HANDLES = 5000;
const LOCAL = /^[a-z0-9][a-z0-9-]{0,79}$/;

export interface Databases {
  /** Undefined when there is no such association, or the id could be none. */
  of(association: string): Promise<Database | undefined>;
  /** The one that is there, or a new one. @throws TypeError for an id that no association can have */
  create(association: string): Promise<Database>;
}

const isRestoring = (mark: StoredDoc | undefined): boolean => mark !== undefined && mark._deleted !== true;

export function createDatabases(store: DocStore): Databases {
  const handles = new LRUCache<string, Database>({ max: MAX_HANDLES });
  const keep = (association: string, database: Database | undefined): Database | undefined => {
    if (database !== undefined) handles.set(association, database);
    return database;
  };
  return {
    of: async (association) => {
      const known = handles.get(association);
      if (known !== undefined || !LOCAL.test(association)) return known;
      const found = await store.open(databaseName(association), { create: false });
      const mark = await found?.get(RESTORE_MARK);
      return isRestoring(mark) ? undefined : keep(association, found);
    },
    create: async (association) => {
      if (!LOCAL.test(association)) throw new TypeError(`Not an association's id: ${association}`);
      const made = await store.open(databaseName(association), { create: true });
      if (made === undefined) throw new Error(`The store did not create ${databaseName(association)}`);
      if (isRestoring(await made.get(RESTORE_MARK))) throw new Error(`${association} is being restored`);
      handles.set(association, made);
      return made;
    },
  };
}
