/** Requests within one database: a database that is gone is the store's trouble, not an absent document. */
import { StoreUnavailable } from '../../ports/doc-store.ts';
import { CouchRefused, type CouchCall, type CouchRequest } from './couch-request.ts';

export type DatabaseRequest = (call: Omit<CouchCall, 'db'>) => Promise<unknown>;

/** Why a document is not there; undefined for any other error. */
export function absenceOf(error: unknown): 'missing' | 'deleted' | undefined {
  if (!(error instanceof CouchRefused) || error.status !== 404) return undefined;
  return error.reason === 'missing' || error.reason === 'deleted' ? error.reason : undefined;
}

export function requestWithin(request: CouchRequest, db: string): DatabaseRequest {
  return async (call) => {
    try {
      return await request({ ...call, db });
    } catch (error) {
      const gone = error instanceof CouchRefused && error.status === 404 && absenceOf(error) === undefined;
      if (gone) throw new StoreUnavailable(`The database ${db} is not there`, { cause: error });
      throw error;
    }
  };
}
