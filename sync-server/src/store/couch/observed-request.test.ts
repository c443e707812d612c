import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../ports/doc-store.ts';
import { CouchRefused, type CouchCall } from './couch-request.ts';
import { observedRequest, operationOf } from './observed-request.ts';

describe('the name of an operation', () => {
  it.each<[CouchCall, string]>([
    [{ db: 'a', path: '_changes', query: { since: '0' } }, 'changes'],
    [{ db: 'a', path: '_changes', query: { feed: 'longpoll' } }, 'wait'],
    [{ db: 'a', path: '_bulk_docs', method: 'POST' }, 'write'],
    [{ db: 'a', path: '_all_docs', method: 'POST' }, 'read'],
    [{ db: 'a', path: '_all_docs' }, 'range'],
    [{ db: 'a', path: 'request%3A1' }, 'read'],
    [{ db: 'a' }, 'database'],
    [{}, 'database'],
  ])('%j is %s', (call, name) => expect(operationOf(call)).toBe(name));
});

it('tells each outcome once, and passes everything on', async () => {
  const seen: string[] = [];
  const answers = [
    () => Promise.resolve('here'),
    () => Promise.reject(new CouchRefused(404, 'not_found', 'missing')),
    () => Promise.reject(new StoreUnavailable('away')),
  ];
  const request = observedRequest(
    () => answers.shift()?.() ?? Promise.reject(new Error('cut')),
    (operation, outcome, seconds) => seen.push(`${operation} ${outcome} ${String(seconds >= 0)}`),
  );
  const call = { db: 'a', path: 'x' };
  expect(await request(call)).toBe('here');
  await expect(request(call)).rejects.toThrow(CouchRefused);
  await expect(request(call)).rejects.toThrow(StoreUnavailable);
  const ending = new AbortController();
  ending.abort();
  await expect(request({ ...call, signal: ending.signal })).rejects.toThrow('cut');
  expect(seen).toEqual(['read ok true', 'read refused true', 'read unavailable true', 'read cancelled true']);
});
