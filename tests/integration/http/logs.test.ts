/**
 * One conversation over every route, with every fault we know, at the most talkative level: what is logged names no
 * person, no address, no word of anybody's, no token; and it can be found again by the id that was answered.
 */
import { createHash } from 'node:crypto';
import { PNG } from 'pngjs';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toWire } from '@communitrak/protocol/document.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { aRequest } from '@communitrak/testkit/builders.ts';
import { leaksIn } from '../../support/log-leaks.ts';
import {
  openTestServer,
  PASSWORD,
  signInAt,
  type Client,
  type TestServer,
} from '../../support/test-server.ts';

const WORDS = 'The lift smells of wet dog';
const PHOTO = 'kitchen of Hanna.png';

let server: TestServer;
let head: Client;

beforeAll(async () => {
  server = await openTestServer();
  head = await server.as('head');
});
afterAll(() => server.close());

interface Line {
  readonly req?: { readonly id: string; readonly path: string };
  readonly association?: string;
}
const lines = (): readonly Line[] => server.lines.map((line) => JSON.parse(line) as Line);

const request = (title: string) => {
  const doc = aRequest(
    { title, description: `${WORDS}, says Nora Next` },
    { by: server.small.people.head.principal, household: 'h1', newId: v7 },
  );
  return { assumed: null, next: toWire(doc, false) };
};

const push = (rows: readonly unknown[], over: object = {}) =>
  head.inAssociation('POST', '/sync/push', {
    protocol: PROTOCOL_VERSION,
    collection: 'cases',
    rows,
    ...over,
  });

async function goodMessages(): Promise<void> {
  const want = [{ collection: 'people', token: null, limit: 100, holds: false }];
  await head.inAssociation('POST', '/sync/pull', { protocol: PROTOCOL_VERSION, want });
  await push([request(WORDS)]);
  const page = { collection: 'people', after: '', upTo: '', held: [] };
  await head.inAssociation('POST', '/sync/verify', { protocol: PROTOCOL_VERSION, ...page });
  await head.ask('GET', '/api/session');
  const sessions = (await head.ask('GET', '/api/sessions')).body as readonly { readonly id: string }[];
  const other = await server.as('head');
  const others = (await other.ask('GET', '/api/sessions')).body as readonly { readonly id: string }[];
  const ended = others.find(({ id }) => !sessions.some((known) => known.id === id));
  await head.ask('DELETE', `/api/sessions/${ended?.id ?? 'none'}`);
  const bytes = new Uint8Array(PNG.sync.write(new PNG({ width: 4, height: 3 })));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const headers = { 'content-type': 'image/png', 'content-disposition': `attachment; filename="${PHOTO}"` };
  await head.inAssociation('PUT', `/files/${sha256}`, undefined, { raw: bytes, headers });
  await head.inAssociation('GET', `/files/${sha256}?doc=request:none`);
  const stream = new AbortController();
  const { cookie, device } = head;
  const events = `${server.url}/a/${server.small.association}/sync/events?device=${device}`;
  await fetch(events, { headers: { cookie }, signal: stream.signal });
  stream.abort();
  for (const path of ['/', '/app/', '/healthz', '/readyz', '/metrics']) await head.ask('GET', path);
}

async function badMessages(): Promise<void> {
  await signInAt(server.url, 'hanna.head@example.org', 'hannas-secret-word').catch(() => undefined);
  await head.ask('GET', '/people/hanna.head@example.org?name=Hanna%20Head');
  await head.ask('GET', '/app/hanna.head@example.org/Hanna%20Head');
  await head.ask('POST', '/a/Hanna%20Head/sync/pull', { protocol: PROTOCOL_VERSION, want: [] });
  await head.inAssociation('POST', '/sync/push', undefined, { raw: `{"title": "${WORDS}", ` });
  await head.inAssociation('POST', '/sync/push', undefined, { raw: JSON.stringify(WORDS.repeat(60_000)) });
  await head.inAssociation('POST', '/sync/push', WORDS, { headers: { 'content-type': `text/${'wet-dog'}` } });
  await push([WORDS, request(''), { assumed: null, next: { id: `spell:${v7()}`, title: WORDS } }]);
  await push([request(WORDS)], { collection: WORDS });
  await push([request(WORDS)], { protocol: 99 });
  await head.inAssociation('PUT', `/files/${PHOTO}`, undefined, { raw: WORDS });
  await head.ask('GET', '/api/session', undefined, {
    headers: { cookie: '', authorization: 'Bearer secret-token' },
  });
  await head.ask('GET', '/%E0%A4%A', undefined);
}

describe('what is logged', () => {
  it('tells of nobody, over every route and every fault', async () => {
    await goodMessages();
    await badMessages();
    const people = Object.values(server.small.people).flatMap(({ name }) => [name, ...name.split(' ')]);
    const secrets = [WORDS, 'wet dog', PHOTO, PASSWORD, 'hannas-secret-word', 'secret-token', ...people];
    expect(leaksIn(server.lines, secrets)).toEqual([]);
    // Were one of them logged by this very server, it would be found.
    const before = server.lines.length;
    for (const secret of secrets) server.log.info({ said: secret }, 'planted');
    const planted = server.lines.splice(before);
    expect(planted).toHaveLength(secrets.length);
    for (const line of planted) expect(leaksIn([line], secrets), line).not.toEqual([]);
    // and the lines are there, one for each route
    const paths = new Set(lines().map(({ req }) => req?.path));
    for (const path of ['pull', 'push', 'verify', 'events'])
      expect(paths).toContain(`/a/:association/sync/${path}`);
    for (const path of [
      '/a/:association/files/:hash',
      '/api/session',
      '/api/sessions',
      '/app',
      '/',
      'other',
    ]) {
      expect(paths).toContain(path);
    }
    expect(lines().some(({ association }) => association === server.small.association)).toBe(true);
  });

  it('is found by the id that was answered: one’s own, or the one that a proxy gave', async () => {
    const ids: string[] = [];
    for (const given of [v7(), 'a'.repeat(32), 'Hanna Head', 'hanna-head-was-here', '']) {
      const { answer } = await head.ask('GET', '/api/session', undefined, {
        headers: { 'x-request-id': given },
      });
      const id = answer.headers.get('x-request-id') ?? '';
      expect(id === given).toBe(/^[0-9a-f-]{32,}$/.test(given));
      ids.push(id);
    }
    expect(new Set(ids).size).toBe(5);
    // a line is written when its answer has been sent
    const logged = (): readonly string[] => lines().map(({ req }) => req?.id ?? '');
    await expect.poll(() => ids.every((id) => logged().includes(id)), { timeout: 20_000 }).toBe(true);
    expect(leaksIn(server.lines, ['Hanna', 'hanna'])).toEqual([]);
  });

  it('a fault of ours names its request in the answer, and is logged without what it stumbled over', async () => {
    const broken = await openTestServer();
    try {
      const client = await broken.as('head');
      await broken.opened.close();
      const { status, body, answer } = await client.ask('GET', '/api/session');
      expect(status).toBe(503);
      expect(body).toEqual({ problem: 'unavailable', request: answer.headers.get('x-request-id') });
      const own = await client.ask('GET', '/nowhere');
      expect(own.body).toEqual({ problem: 'not-found' });
      expect(leaksIn(broken.lines, ['Hanna'])).toEqual([]);
    } finally {
      await broken.server.close();
    }
  });
});
