import { describe, expect, it, vi } from 'vitest';
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

describe('pages asked for ahead', () => {
  /** Documents as many as a full page has; the token says which page it is. */
  const rows = Array.from({ length: 10 }, (_, n) => ({ id: `request:${n}` }));
  interface Line {
    readonly asked: string[];
    readonly transport: ReturnType<typeof createTransport>;
    fails: boolean;
  }

  /** @param pages full ones that there are; the one after them is short */
  function line(pages: number): Line {
    const asked: string[] = [];
    const answer = (names: readonly PullRequest['want'][number][]): unknown => ({
      epoch: 1,
      pages: names.map(({ collection, token }) => {
        const next = Number(token ?? 0) + 1;
        return { ...page(collection), documents: next > pages ? [] : rows, token: String(next) };
      }),
    });
    const http = httpOf(async (path, body) => {
      if (path.endsWith('/push')) return { rows: [] };
      const names = (body as PullRequest).want;
      asked.push(names.map(({ collection, token }) => `${collection} ${String(token)}`).join());
      if (made.fails) throw new HttpFault(0, 'offline');
      return answer(names);
    });
    const made: Line = { asked, transport: createTransport({ association: 'a', http }), fails: false };
    return made;
  }
  const after = (token: string) => ({ ...want('cases'), token });

  it('one, while a full page is written; it is not asked for again', async () => {
    const { asked, transport } = line(2);
    expect((await transport.pull(want('cases'))).token).toBe('1');
    await later(5);
    expect(asked).toEqual(['cases null', 'cases 1']);
    expect((await transport.pull(after('1'))).token).toBe('2');
    await later(5);
    expect(asked).toEqual(['cases null', 'cases 1', 'cases 2']);
    expect((await transport.pull(after('2'))).token).toBe('3');
    await later(5);
    expect(asked).toEqual(['cases null', 'cases 1', 'cases 2']);
  });

  it('in one request for all collections that have more', async () => {
    const { asked, transport } = line(1);
    transport.expect(2);
    await Promise.all([transport.pull(want('cases')), transport.pull(want('places'))]);
    await later(5);
    expect(asked).toEqual(['cases null,places null', 'cases 1,places 1']);
  });

  it('none that was asked for before something was pushed (T1), nor for another token', async () => {
    const { asked, transport } = line(3);
    await transport.pull(want('cases'));
    await later(5);
    await transport.push('cases', []);
    await transport.pull(after('1'));
    await later(5);
    await transport.pull(after('0'));
    expect(asked).toEqual(['cases null', 'cases 1', 'cases 1', 'cases 2', 'cases 0', 'cases 1']);
  });

  it('a fault is told to whoever takes it, and then it is asked for anew', async () => {
    const made = line(3);
    await made.transport.pull(want('cases'));
    made.fails = true;
    await made.transport.pull(after('1'));
    await later(5);
    await expect(made.transport.pull(after('2'))).rejects.toMatchObject({ status: 0 });
    made.fails = false;
    expect((await made.transport.pull(after('2'))).token).toBe('3');
  });

  it('none that has lain for long: what has changed since is not in it', async () => {
    const { asked, transport } = line(1);
    await transport.pull(want('cases'));
    const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 31_000);
    await transport.pull(after('1'));
    clock.mockRestore();
    expect(asked).toEqual(['cases null', 'cases 1', 'cases 1']);
  });
});
