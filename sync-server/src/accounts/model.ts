/** What a model of accounts is, and what most of them share. Which ids a model has is its own file's business. */
import type { Clock } from '../ports/clock.ts';
import type { Database, StoredDoc } from '../ports/doc-store.ts';
import { changeDoc, fieldsOf, isAlive } from './change-doc.ts';
import type { Fields } from './change-doc.ts';
import type { AccountIds } from './ids.ts';
import type { Condition, Row } from './where.ts';

/** A row with the document that keeps it. */
export interface Found {
  readonly docId: string;
  readonly row: Row;
}

export interface Model {
  /** Throws when a row with the same unique field is there. @returns the row as it was stored. */
  insert(row: Row): Promise<Row>;
  /** Every row that the conditions may mean; the adapter filters. */
  find(where: readonly Condition[]): Promise<readonly Found[]>;
  /** Fields to store for a change; what the row does not know (places, ways) stays. */
  update(docId: string, change: (row: Row) => Row | undefined): Promise<Row | undefined>;
  /** False when it was gone already. */
  remove(docId: string): Promise<boolean>;
}

export interface ModelParts {
  readonly db: Database;
  readonly ids: AccountIds;
  readonly clock: Clock;
  readonly onSessionEnd: (sessionId: string) => void;
}

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const typeOf = (docId: string): string => docId.slice(0, docId.indexOf(':'));

/** `ses:abc` → `abc`: rows are known by what follows the type. */
export const rowId = (docId: string): string => docId.slice(docId.indexOf(':') + 1);

export const rowOf = (docId: string, fields: Fields): Row => ({ ...fields, id: rowId(docId) });

export async function livingDocs(db: Database, ids: readonly string[]): Promise<readonly StoredDoc[]> {
  if (ids.length === 0) return [];
  return [...(await db.getMany(ids)).values()].filter(isAlive);
}

export const foundOf = (doc: StoredDoc): Found => ({ docId: doc._id, row: rowOf(doc._id, fieldsOf(doc)) });

export const livingRange = (db: Database, prefix: string): Promise<readonly StoredDoc[]> =>
  db.range({ startId: prefix, endId: `${prefix}\ufff0` });

/**
 * Insert, update and remove of a model that is one document and nothing beside.
 * @param unstored fields that a row has and its document must not.
 */
export function simpleModel(
  db: Database,
  docIdOf: (row: Row) => string,
  unstored: readonly string[] = [],
): Omit<Model, 'find'> {
  const storable = (row: Row): Fields =>
    Object.fromEntries(
      Object.entries(row).filter(
        ([field, value]) => field !== 'id' && value !== undefined && !unstored.includes(field),
      ),
    );
  return {
    async insert(row) {
      const docId = docIdOf(row);
      const fields = storable(row);
      const written = await changeDoc(db, docId, (current) => (current === undefined ? fields : undefined));
      if (!written) throw new Error(`there is such a ${typeOf(docId)} already`);
      return rowOf(docId, fields);
    },
    async update(docId, change) {
      let updated: Row | undefined;
      await changeDoc(db, docId, (current) => {
        updated = current === undefined ? undefined : change(rowOf(docId, current));
        return updated === undefined ? undefined : { ...current, ...storable(updated) };
      });
      return updated;
    },
    remove: (docId) => changeDoc(db, docId, () => 'delete'),
  };
}

export function refuseSearch(model: string, where: readonly Condition[]): never {
  throw new Error(
    `no id answers a search of ${model} by ${where.map(({ field }) => field).join(', ') || 'nothing'}`,
  );
}
