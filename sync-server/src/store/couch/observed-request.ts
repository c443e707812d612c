/** Times each request to the store by what it asks. Longpolls apart: how long they wait says nothing of the store. */
import type { ObserveStore, StoreOperation, StoreOutcome } from '../../ports/store-observer.ts';
import { CouchRefused, type CouchCall, type CouchRequest } from './couch-request.ts';

const MS = 1000;

const BY_PATH: Readonly<Record<string, StoreOperation>> = {
  '': 'database',
  _bulk_docs: 'write',
  _bulk_get: 'read',
};

function byMethod(path: string, method: string): StoreOperation {
  if (path === '_all_docs') return method === 'POST' ? 'read' : 'range';
  return method === 'GET' ? 'read' : 'other';
}

export function operationOf({ db, path = '', method = 'GET', query }: CouchCall): StoreOperation {
  if (path === '_changes') return query?.['feed'] === 'longpoll' ? 'wait' : 'changes';
  // Without a database: of the server itself.
  if (db === undefined) return 'database';
  return BY_PATH[path] ?? byMethod(path, method);
}

function outcomeOf(error: unknown, call: CouchCall): StoreOutcome {
  if (call.signal?.aborted === true) return 'cancelled';
  return error instanceof CouchRefused ? 'refused' : 'unavailable';
}

export function observedRequest(request: CouchRequest, observe: ObserveStore | undefined): CouchRequest {
  if (observe === undefined) return request;
  return async (call) => {
    const began = performance.now();
    const tell = (outcome: StoreOutcome): void =>
      observe(operationOf(call), outcome, (performance.now() - began) / MS);
    try {
      const answer = await request(call);
      tell('ok');
      return answer;
    } catch (error) {
      tell(outcomeOf(error, call));
      throw error;
    }
  };
}
