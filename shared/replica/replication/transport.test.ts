import { describe, expect, it } from 'vitest';
import type { PullRequest } from '@communitrak/protocol/pull.ts';
import { HttpFault, type Http } from '../http.ts';
import { createTransport } from './transport.ts';

function httpOf(post: (path: string, body: unknown) => Promise<unknown>): Http {
  const never = (): never => {
    throw new Error('not asked for');
  };
  return { post, send: never, json: never };
}

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const want = (collection: 'cases' | 'places') => ({ collection, token: null, limit: 10, holds: false });
const page = (collection: string) => ({ collection, documents: [], token: 't', repair: false, total: 0 });

describe('transport', () => {
  it('waits for the collections it expects, and asks for all in one request', async () => {
    const asked: string[][] = [];
    const transport = createTransport({
      association: 'a b',
      http: httpOf(async (path, body) => {
        expect(path).toBe('/a/a%20b/sync/pull');
        const names = (body as PullRequest).want.map((one) => one.collection);
        asked.push(names);
        return { pages: names.map(page), epoch: 3 };
      }),
    });
    transport.expect(2);
    const first = transport.pull(want('cases'));
    await later(5);
    const second = transport.pull(want('places'));
    expect((await first).collection).toBe('cases');
    expect((await second).collection).toBe('places');
    expect(asked).toEqual([['cases', 'places']]);
  });

  it('does not wait for one that never comes', async () => {
    const transport = createTransport({
      association: 'a',
      http: httpOf(async () => ({ pages: [page('cases')], epoch: 1 })),
    });
    transport.expect(4);
    expect((await transport.pull(want('cases'))).token).toBe('t');
  });

  it('a fault reaches every collection of the request', async () => {
    const transport = createTransport({
      association: 'a',
      http: httpOf(async () => {
        throw new HttpFault(503, 'down');
      }),
    });
    transport.expect(2);
    const both = [transport.pull(want('cases')), transport.pull(want('places'))];
    for (const one of await Promise.allSettled(both)) expect(one.status).toBe('rejected');
  });

  it.each([
    ['not an answer at all', null],
    ['no pages', { epoch: 1 }],
    ['without the page asked for', { pages: [page('places')], epoch: 1 }],
  ])('an answer that cannot be read is a passing fault: %s', async (_name, body) => {
    const transport = createTransport({ association: 'a', http: httpOf(async () => body) });
    await expect(transport.pull(want('cases'))).rejects.toMatchObject({ name: 'HttpFault', status: 0 });
  });

  it('a push whose answer has too few verdicts is not believed', async () => {
    const transport = createTransport({ association: 'a', http: httpOf(async () => ({ rows: [] })) });
    const doc = {
      id: 'request:1',
      type: 'request',
      version: 1,
      parent: '',
      order: '',
      body: {},
      _deleted: false,
    };
    const stamp = { at: '', by: '', byName: '', number: '', state: 'waiting' } as const;
    const row = { assumed: null, next: { ...doc, stamp } };
    await expect(transport.push('cases', [row])).rejects.toMatchObject({ status: 0 });
  });
});
