/** Event streams over HTTP: what goes through them, and all the ways they end. Sync itself is a stand-in here. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PokeSink, SyncService } from '@communitrak/sync-server/sync/sync-service.ts';
import { cookieOf } from '../../support/test-accounts.ts';
import { NO_SYNC, openTestHttp, type TestHttp } from '../../support/test-http.ts';

const MARIE = { email: 'marie@example.com', password: 'radium-and-polonium', name: 'Marie Curie' };

const sinks = new Set<PokeSink>();
const sync: SyncService = {
  ...NO_SYNC,
  listen: (who, sink) => {
    sinks.add(sink);
    sink.poke({ collections: [], epoch: who.member === 'marie' ? 7 : 0 });
    return Promise.resolve(() => void sinks.delete(sink));
  },
};

let http: TestHttp;
let accountId: string;
beforeAll(async () => {
  http = await openTestHttp({ sync });
  accountId = (await http.accounts.addAccount(MARIE)).id;
  await http.accounts.link(accountId, 'willow', 'marie');
});
afterAll(() => http.close());

let cookie: string;
beforeEach(async () => {
  // Beats come when a test says so: what a session's end does by itself must not wait for one.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  cookie = cookieOf(await http.signIn(MARIE.email, MARIE.password, { ip: '' }));
});
afterEach(() => vi.useRealTimers());

interface Heard {
  readonly answer: Response;
  /** Waits until everything heard so far matches. */
  until(pattern: RegExp): Promise<string>;
  /** All of it, once the stream has ended. */
  readonly ended: Promise<string>;
  leave(): void;
}

async function listen(
  query = 'device=device-0001&protocol=1',
  headers: Record<string, string> = { cookie },
): Promise<Heard> {
  const leaving = new AbortController();
  const answer = await fetch(`${http.url}/a/willow/sync/events?${query}`, {
    headers,
    signal: leaving.signal,
  });
  let text = '';
  let changed = (): void => undefined;
  const read = async (): Promise<string> => {
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? []) {
      text += decoder.decode(chunk as Uint8Array);
      changed();
    }
    return text;
  };
  const ended = read().catch(() => text);
  return {
    answer,
    ended,
    leave: () => leaving.abort(),
    until: (pattern) =>
      new Promise((resolve) => {
        changed = () => (pattern.test(text) ? resolve(text) : undefined);
        changed();
      }),
  };
}

async function noneLeft(): Promise<void> {
  while (sinks.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('an event stream', () => {
  it('begins at once, unpacked and unbuffered, and carries pokes', async () => {
    const heard = await listen();
    expect(heard.answer.status).toBe(200);
    expect(heard.answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(heard.answer.headers.get('content-encoding')).toBeNull();
    expect(heard.answer.headers.get('cache-control')).toContain('no-store');
    expect(heard.answer.headers.get('x-accel-buffering')).toBe('no');
    await heard.until(/event: poke\ndata: \{"collections":\[\],"epoch":7\}\n\n/);
    for (const sink of sinks) sink.poke({ collections: ['cases'], epoch: 8 });
    await heard.until(/data: \{"collections":\["cases"\],"epoch":8\}\n\n/);
    heard.leave();
    await noneLeft();
  });

  it('ends with its session: signed out here', async () => {
    const heard = await listen();
    await fetch(`${http.url}/api/auth/sign-out`, {
      method: 'POST',
      headers: { cookie, origin: http.url, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(await heard.ended).toMatch(/event: signed-out\ndata: \{\}\n\n$/);
    await noneLeft();
  });

  it('ends with its session: revoked from another device, whose own stream stays', async () => {
    const other = cookieOf(await http.signIn(MARIE.email, MARIE.password, { ip: '' }));
    const [mine, theirs] = [await listen(), await listen('device=device-0002', { cookie: other })];
    const session = await http.accounts.session({ cookie });
    const path = `${http.url}/api/sessions/${session?.sessionId ?? ''}`;
    expect((await fetch(path, { method: 'DELETE', headers: { cookie: other } })).status).toBe(204);
    expect(await mine.ended).toMatch(/signed-out/);
    expect(sinks.size).toBe(1);
    theirs.leave();
    await noneLeft();
  });

  it('ends at the next beat when another process ended the session', async () => {
    const heard = await listen();
    await vi.advanceTimersByTimeAsync(20_000);
    await heard.until(/: beat\n\n/);
    const db = await http.store.open('accounts', { create: false });
    const id = `ses:${(await http.accounts.session({ cookie }))?.sessionId ?? ''}`;
    const doc = await db?.get(id);
    await db?.put({ _id: id, _rev: doc?._rev ?? '', _deleted: true });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await heard.ended).toMatch(/signed-out/);
    await noneLeft();
  });

  it('ends when the sync room says so', async () => {
    const heard = await listen();
    await heard.until(/poke/);
    for (const sink of sinks) sink.end('signed-out');
    expect(await heard.ended).toMatch(/signed-out/);
    await noneLeft();
  });

  it('is not for an app that is too old, a stranger, or who names no device', async () => {
    const old = await listen('device=device-0001&protocol=0');
    expect(await old.ended).toMatch(/event: app-too-old\ndata: \{\}\n\n$/);
    expect((await listen('device=device-0001', {})).answer.status).toBe(401);
    expect((await listen('')).answer.status).toBe(400);
    const elsewhere = await fetch(`${http.url}/a/harbor/sync/events?device=device-0001`, {
      headers: { cookie },
    });
    expect([elsewhere.status, await elsewhere.json()]).toEqual([403, { problem: 'not-a-member' }]);
    expect(sinks.size).toBe(0);
  });

  it('is one of at most twenty of a session: the oldest makes room', async () => {
    const first = await listen();
    const others = await Promise.all(Array.from({ length: 20 }, () => listen()));
    await first.ended;
    expect(sinks.size).toBe(20);
    for (const one of others) one.leave();
    await noneLeft();
  });
});
