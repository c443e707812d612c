/** Times each request to the store by what it asks. Longpolls apart: how long they wait says nothing of the store. */
import type { ObserveStore, StoreOperation, StoreOutcome } from '../../ports/store-observer.ts';
import { CouchRefused, type CouchCall, type CouchRequest } from './couch-request.ts';

const MS = 1000;

export function operationOf({ db, path = '', method = 'GET', query }: CouchCall): StoreOperation {
  if (path === '_changes') return query?.['feed'] === 'longpoll' ? 'wait' : 'changes';
  if (path === '_bulk_docs') return 'write';
  if (path === '_all_docs') return method === 'POST' ? 'read' : 'range';
  if (path === '_bulk_get') return 'read';
  if (db === undefined || path === '') return 'database';
  return method === 'GET' ? 'read' : 'other';
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
