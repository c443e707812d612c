/** Times each request to the store by what it asks. Longpolls apart: how long they wait says nothing of the store. */
import type { ObserveStore, StoreOperation, StoreOutcome } from '../../ports/store-observer.ts';
import { CouchRefused, type CouchCall, type CouchRequest } from './couch-request.ts';

const MS = 1000;

const BY_PATH: Readonly<Record<string, StoreOperation>> = {
  '': 'database',
  _bulk_docs: 'write',
  _bulk_get: 'read',
};

export function operationOf(call: CouchCall): StoreOperation {
  const { path = '', method = 'GET' } = call;
  if (path === '_changes') return call.query?.['feed'] === 'longpoll' ? 'wait' : 'changes';
  if (path === '_all_docs') return method === 'POST' ? 'read' : 'range';
  // Without a database: of the server itself.
  const known = call.db === undefined ? 'database' : BY_PATH[path];
  return known ?? (method === 'GET' ? 'read' : 'other');
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
