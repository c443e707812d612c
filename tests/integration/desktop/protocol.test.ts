/**
 * The desktop's app:// handler in front of the real HTTP server: sign-in, requests, streams, files and sign-out pass
 * through it as the page would send them, and neither token nor server address comes out at the page's side.
 */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerAppRequest, type AppProtocolParts } from '@communitrak/desktop/main/app-protocol.ts';
import { createEventStreams } from '@communitrak/desktop/main/event-streams.ts';
import { linkTo } from '@communitrak/desktop/main/server-link.ts';
import { probeServer } from '@communitrak/desktop/main/server-address.ts';
import type { PokeSink, SyncService } from '@communitrak/sync-server/sync/sync-service.ts';
import { ANA, openStage, PASSWORD, writeSmall, type Stage } from '../../support/stage.ts';
import { NO_SYNC, openTestHttp, type TestHttp } from '../../support/test-http.ts';

const MARIE = { email: 'marie@example.com', password: 'radium-and-polonium', name: 'Marie Curie' };
const DEVICE = 'device-0001';

/** What passes the handler matters here, not what is synchronised: pull answers a text long enough to be packed. */
const PULLED = JSON.stringify({ pages: [], epoch: 1, padding: 'ñ'.repeat(20_000) });
const sinks = new Set<PokeSink>();
const sync: SyncService = {
  ...NO_SYNC,
  pullRaw: () => Promise.resolve(PULLED),
  member: (association, member) =>
    Promise.resolve({
      principal: { association, member, name: 'Marie Curie', keys: new Set(['all']) },
      acl: { member, name: 'Marie Curie', state: 'active', grants: [], epoch: 1 },
    }),
  read: () => Promise.resolve(undefined),
  listen: (_who, sink) => {
    sinks.add(sink);
    sink.poke({ collections: [], epoch: 1 });
    return Promise.resolve(() => void sinks.delete(sink));
  },
};

let http: TestHttp;
beforeAll(async () => {
  http = await openTestHttp({ sync });
  const { id } = await http.accounts.addAccount(MARIE);
  await http.accounts.link(id, 'willow', 'marie');
});
afterAll(() => http.close());

/** A desktop: its handler, and what it holds. Node's fetch stands in for Electron's, with the same options. */
function openDesktop() {
  const held = { token: undefined as string | undefined, server: http.url };
  const streams = createEventStreams();
  const parts: AppProtocolParts = {
    files: () => Promise.resolve(undefined),
    forward: linkTo(
      () => held.server,
      (address, init) => fetch(address, init),
      () => undefined,
    ),
    token: {
      read: () => held.token,
      keep: (token) => Promise.resolve(void (held.token = token)),
      forget: (token) => Promise.resolve(held.token === token ? void (held.token = undefined) : undefined),
    },
    streams,
  };
  const ask = (path: string, init?: RequestInit) =>
    answerAppRequest(new Request(`app://communitrak${path}`, init), parts);
  const post = (path: string, body: unknown) =>
    ask(path, {
      method: 'POST',
      // What a page's POST carries, and must not reach the server: an Origin would cost the token.
      headers: {
        'content-type': 'application/json',
        origin: 'app://communitrak',
        'x-communitrak-device': DEVICE,
      },
      body: JSON.stringify(body),
    });
  const signIn = (password = MARIE.password) =>
    post('/api/auth/sign-in/email', { email: MARIE.email, password });
  return { held, streams, ask, post, signIn };
}

type Desktop = ReturnType<typeof openDesktop>;
let desktop: Desktop;
beforeEach(() => {
  desktop = openDesktop();
});

type Reader = ReadableStreamDefaultReader<string> | undefined;

async function readUntil(from: Reader, text: string): Promise<string> {
  let seen = '';
  while (!seen.includes(text)) {
    const next = await from?.read();
    if (next === undefined || next.done) throw new Error(`the stream ended before ${text}: ${seen}`);
    seen += next.value;
  }
  return seen;
}

/** Everything of an answer that the page could read. */
async function readable(answer: Response): Promise<string> {
  return JSON.stringify([...answer.headers]) + (await answer.text());
}

describe('sign-in', () => {
  it('keeps the token, and shows the page neither it nor a cookie nor the server’s address', async () => {
    const answer = await desktop.signIn();
    expect(answer.status).toBe(200);
    const { token } = desktop.held;
    expect(token).toMatch(/^\S{20,}$/);
    const seen = await readable(answer);
    expect(seen).toContain(MARIE.email);
    for (const secret of [
      token ?? '',
      (token ?? '').split('.')[0] ?? '',
      'set-cookie',
      'set-auth-token',
      http.url,
    ]) {
      expect(seen).not.toContain(secret);
    }
  });

  it('passes a refusal on as it is, and keeps nothing', async () => {
    const answer = await desktop.signIn('wrong-and-wrong-again');
    expect([answer.status, await answer.json()]).toEqual([401, { problem: 'wrong-credentials' }]);
    expect(desktop.held.token).toBeUndefined();
  });

  it('makes the session and its list work', async () => {
    await desktop.signIn();
    const session = await desktop.ask('/api/session?after=sign-in');
    expect(session.status).toBe(200);
    expect(await session.json()).toMatchObject({
      account: { name: 'Marie Curie' },
      associations: [{ id: 'willow' }],
    });
    const list: unknown = await (await desktop.ask('/api/sessions')).json();
    expect(list).toContainEqual(expect.objectContaining({ current: true }));
    expect(JSON.stringify(list)).not.toContain(desktop.held.token);
  });
});

describe('signed out', () => {
  it('forgets the token at sign-out, and the server has ended the session', async () => {
    await desktop.signIn();
    const { token } = desktop.held;
    const answer = await desktop.ask('/api/auth/sign-out', { method: 'POST' });
    expect(answer.ok).toBe(true);
    expect(desktop.held.token).toBeUndefined();
    expect((await desktop.ask('/api/session')).status).toBe(401);
    const stolen = await fetch(`${http.url}/api/session`, {
      headers: { authorization: `Bearer ${token ?? ''}` },
    });
    expect(stolen.status).toBe(401);
  });

  it('forgets a token that the server no longer takes', async () => {
    await desktop.signIn();
    desktop.held.token = `${desktop.held.token ?? ''}x`;
    const answer = await desktop.ask('/api/session');
    expect([answer.status, await answer.json()]).toEqual([401, { problem: 'signed-out' }]);
    expect(desktop.held.token).toBeUndefined();
  });
});

describe('data', () => {
  beforeEach(async () => {
    await desktop.signIn();
  });

  it('pulls, whole, although the answer travels packed', async () => {
    const want = [{ collection: 'cases', token: null, limit: 100, holds: false }];
    const answer = await desktop.post('/a/willow/sync/pull', { protocol: 1, want });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-encoding')).toBeNull();
    expect(await answer.text()).toBe(PULLED);
  });

  it('hands the server’s own refusals on', async () => {
    const answer = await desktop.post('/a/other/sync/pull', { protocol: 1, want: [] });
    expect([answer.status, await answer.json()]).toEqual([403, { problem: 'not-a-member' }]);
  });

  it('puts a file as a stream', async () => {
    const bytes = new TextEncoder().encode('minutes of the meeting\n'.repeat(50_000));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const put = (hash: string) =>
      desktop.ask(`/a/willow/files/${hash}`, {
        method: 'PUT',
        headers: { 'content-type': 'text/plain' },
        body: bytes,
      });
    expect((await put(sha256)).status).toBe(204);
    const wrong = await put('0'.repeat(64));
    expect(await wrong.json()).toMatchObject({ problem: 'hash-mismatch' });
  });
});

describe('events', () => {
  const listen = () =>
    desktop.ask(`/a/willow/sync/events?device=${DEVICE}`, { headers: { accept: 'text/event-stream' } });
  const reader = async () => (await listen()).body?.pipeThrough(new TextDecoderStream()).getReader();
  async function untilOpen(count: number): Promise<void> {
    while (sinks.size !== count) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  beforeEach(async () => {
    await desktop.signIn();
  });

  it('come one by one while the stream stays open', async () => {
    const from = await reader();
    await readUntil(from, '"epoch":1');
    for (const sink of sinks) sink.poke({ collections: ['cases'], epoch: 2 });
    expect(await readUntil(from, '"epoch":2')).toContain('cases');
    await from?.cancel();
    await untilOpen(0);
  });

  it('leave no second stream at the server when the page forgets to end the first', async () => {
    const first = await reader();
    await readUntil(first, 'poke');
    const second = await reader();
    await readUntil(second, 'poke');
    expect((await first?.read())?.done).toBe(true);
    await untilOpen(1);
    desktop.streams.closeAll();
    await untilOpen(0);
  });

  it('of nobody are a problem, not a stream', async () => {
    desktop.held.token = undefined;
    const answer = await listen();
    expect([answer.status, await answer.json()]).toEqual([401, { problem: 'signed-out' }]);
  });
});

describe('the server', () => {
  it('is known by looking', async () => {
    expect(await probeServer(http.url, (address) => fetch(address))).toBeUndefined();
  });

  it('that is not there is `unavailable`, and costs no sign-in', async () => {
    await desktop.signIn();
    const { token } = desktop.held;
    desktop.held.server = 'http://127.0.0.1:1';
    const answer = await desktop.ask('/api/session');
    expect([answer.status, await answer.json()]).toEqual([503, { problem: 'unavailable' }]);
    expect(desktop.held.token).toBe(token);
  });

  it('behind a network that redirects to its own page is `unavailable`, and the page gets no token', async () => {
    await desktop.signIn();
    const asked: (string | undefined)[] = [];
    const portal = createServer((req, res) => {
      asked.push(`${req.url ?? ''} ${req.headers.authorization ?? ''}`);
      res.writeHead(302, { location: '/hotel-sign-in' }).end();
    });
    await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
    const { port } = portal.address() as AddressInfo;
    desktop.held.server = `http://127.0.0.1:${String(port)}`;
    const answer = await desktop.ask('/api/session');
    portal.closeAllConnections();
    portal.close();
    expect(answer.status).toBe(503);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/^\/api\/session /);
  });
});

describe('the whole system behind it', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await writeSmall(stage);
  });
  afterAll(() => stage.close());

  it('signs in, pulls, hears a poke, and its stream ends with the session', async () => {
    desktop.held.server = stage.url;
    const signIn = await desktop.post('/api/auth/sign-in/email', { email: ANA.email, password: PASSWORD });
    expect(signIn.status).toBe(200);
    const session: unknown = await (await desktop.ask('/api/session')).json();
    expect(session).toMatchObject({ associations: [{ id: 'maple-row', member: 'ana', state: 'active' }] });

    const want = [{ collection: 'people', token: null, limit: 100, holds: false }];
    const pulled = await desktop.post('/a/maple-row/sync/pull', { protocol: 1, want });
    const text = await pulled.text();
    expect(JSON.parse(text)).toMatchObject({ pages: [{ collection: 'people', repair: false }] });
    expect(text).toContain('member:ben');

    const events = await desktop.ask(`/a/maple-row/sync/events?device=${DEVICE}`, {
      headers: { accept: 'text/event-stream' },
    });
    const from = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    await readUntil(from, 'event: poke');
    expect((await desktop.ask('/api/auth/sign-out', { method: 'POST' })).ok).toBe(true);
    await readUntil(from, 'event: signed-out');
    expect(desktop.held.token).toBeUndefined();
  });
});
