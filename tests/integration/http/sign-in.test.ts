import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { openTestHttp, type TestHttp } from '../../support/test-http.ts';
import { cookieOf } from '../../support/test-accounts.ts';

const MARIE = { email: 'marie@example.com', password: 'radium-and-polonium', name: 'Marie Curie' };

let http: TestHttp;
beforeAll(async () => {
  http = await openTestHttp();
  await http.accounts.addAccount(MARIE);
});
afterAll(() => http.close());

interface Asked {
  readonly status: number;
  readonly body: unknown;
  readonly answer: Response;
}

async function ask(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Asked> {
  const answer = await fetch(http.url + path, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text), answer };
}

const signIn = (password = MARIE.password, headers: Record<string, string> = {}) =>
  ask('POST', '/api/auth/sign-in/email', { email: MARIE.email, password }, headers);

describe('sign-in over HTTP', () => {
  it('answers a page with who it is and a cookie, and no token that a script could take', async () => {
    const { status, body, answer } = await signIn(MARIE.password, { origin: http.url });
    expect(status).toBe(200);
    expect(body).toMatchObject({ account: { name: 'Marie Curie', email: 'marie@example.com' } });
    expect(JSON.stringify(body)).not.toMatch(/token/i);
    expect(answer.headers.get('set-auth-token')).toBeNull();
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const session = await ask('GET', '/api/session', undefined, { cookie: cookieOf(answer) });
    expect(session.body).toMatchObject({
      account: { email: 'marie@example.com' },
      associations: [],
      protocol: PROTOCOL_VERSION,
    });
  });

  it('gives who is no page a bearer token', async () => {
    const { answer } = await signIn();
    const token = answer.headers.get('set-auth-token') ?? '';
    const session = await ask('GET', '/api/session', undefined, { authorization: `Bearer ${token}` });
    expect(session.status).toBe(200);
  });

  it.each([
    ['a wrong password', { email: MARIE.email, password: 'wrong-password' }],
    ['an unknown address', { email: 'nobody@example.com', password: 'wrong-password' }],
    ['what is no address', { email: 'marie', password: 'wrong-password' }],
    ['a password longer than any', { email: MARIE.email, password: 'x'.repeat(1000) }],
  ])('answers %s with the same words', async (_what, body) => {
    const asked = await ask('POST', '/api/auth/sign-in/email', body);
    expect([asked.status, asked.body]).toEqual([401, { problem: 'wrong-credentials' }]);
    expect(asked.answer.headers.getSetCookie()).toEqual([]);
  });

  it.each([
    ['broken JSON', '{"email": ', 400, 'bad-json'],
    ['no password', { email: MARIE.email }, 400, 'bad-request'],
    ['a list', [], 400, 'bad-request'],
    ['17 KB', { email: MARIE.email, password: 'x'.repeat(17_000) }, 413, 'too-large'],
  ])('answers %s with a problem', async (_what, body, status, problem) => {
    const asked = await ask('POST', '/api/auth/sign-in/email', body);
    expect([asked.status, asked.body]).toEqual([status, { problem }]);
  });

  it('answers a form of another type, and a path that is not open', async () => {
    const form = await ask('POST', '/api/auth/sign-in/email', 'email=a', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect([form.status, form.body]).toEqual([415, { problem: 'unsupported-media-type' }]);
    const signUp = await ask('POST', '/api/auth/sign-up/email', { ...MARIE, email: 'new@example.com' });
    expect([signUp.status, signUp.body]).toEqual([404, { problem: 'not-found' }]);
    expect((await ask('GET', '/api/auth/get-session')).status).toBe(404);
  });

  it('says that cookies are needed when a sign-in left none', async () => {
    const asked = await ask('GET', '/api/session?after=sign-in');
    expect([asked.status, asked.body]).toEqual([401, { problem: 'cookies-needed' }]);
    const others = await ask('GET', '/api/session?after=sign-in', undefined, { cookie: 'theme=dark' });
    expect(others.body).toEqual({ problem: 'cookies-needed' });
    expect((await ask('GET', '/api/session')).body).toEqual({ problem: 'signed-out' });
  });
});

describe('foreign pages', () => {
  it.each(['https://evil.example', 'null', 'http://127.0.0.1:1'])(
    'from %s change nothing',
    async (origin) => {
      const asked = await signIn(MARIE.password, { origin });
      expect([asked.status, asked.body]).toEqual([403, { problem: 'bad-request', detail: 'origin' }]);
      expect(asked.answer.headers.getSetCookie()).toEqual([]);
    },
  );

  it('nor in somebody’s name without an Origin', async () => {
    const cookie = cookieOf((await signIn()).answer);
    const asked = await ask('POST', '/api/auth/sign-out', {}, { cookie, 'sec-fetch-site': 'cross-site' });
    expect(asked.status).toBe(403);
    expect((await ask('GET', '/api/session', undefined, { cookie })).status).toBe(200);
  });
});

describe('sessions over HTTP', () => {
  it('are listed, revoked and gone at the next request', async () => {
    const mine = cookieOf((await signIn()).answer);
    const other = cookieOf((await signIn()).answer);
    const list = await ask('GET', '/api/sessions', undefined, { cookie: mine });
    const sessions = list.body as { id: string; current: boolean }[];
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
    const others = sessions.filter(({ current }) => !current);
    for (const { id } of others) {
      expect((await ask('DELETE', `/api/sessions/${id}`, undefined, { cookie: mine })).status).toBe(204);
    }
    expect((await ask('GET', '/api/session', undefined, { cookie: other })).status).toBe(401);
    const again = await ask('DELETE', `/api/sessions/${others[0]?.id ?? ''}`, undefined, { cookie: mine });
    expect([again.status, again.body]).toEqual([404, { problem: 'not-found' }]);
  });

  it('end with sign-out, by cookie and by token, with and without a body', async () => {
    const page = (await signIn(MARIE.password, { origin: http.url })).answer;
    const out = await ask('POST', '/api/auth/sign-out', {}, { cookie: cookieOf(page), origin: http.url });
    expect(out.status).toBe(200);
    expect(out.answer.headers.getSetCookie().join()).toMatch(/Max-Age=0/i);
    expect((await ask('GET', '/api/session', undefined, { cookie: cookieOf(page) })).status).toBe(401);

    const token = (await signIn()).answer.headers.get('set-auth-token') ?? '';
    const authorization = `Bearer ${token}`;
    expect((await ask('POST', '/api/auth/sign-out', undefined, { authorization })).status).toBe(200);
    expect((await ask('GET', '/api/session', undefined, { authorization })).status).toBe(401);
  });

  it('do not seem to end, nor to be wrong, when the store does not answer', async () => {
    const broken = await openTestHttp({ breakable: true });
    await broken.accounts.addAccount(MARIE);
    const cookie = cookieOf(await broken.signIn(MARIE.email, MARIE.password, { ip: '' }));
    broken.breakStore();
    const headers = { cookie, origin: broken.url, 'content-type': 'application/json' };
    const body = JSON.stringify({ email: MARIE.email, password: MARIE.password });
    for (const [method, path] of [
      ['GET', '/api/session'],
      ['POST', '/api/auth/sign-out'],
      ['POST', '/api/auth/sign-in/email'],
      ['GET', '/readyz'],
    ] as const) {
      const answer = await fetch(broken.url + path, {
        method,
        headers,
        ...(method === 'POST' ? { body } : {}),
      });
      expect([path, answer.status, await answer.json()]).toEqual([
        path,
        503,
        { problem: 'unavailable', request: answer.headers.get('x-request-id') },
      ]);
      expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    expect((await fetch(`${broken.url}/healthz`)).status).toBe(200);
    await broken.close();
  });

  it('of nobody are refused everywhere', async () => {
    for (const [method, path] of [
      ['GET', '/api/session'],
      ['GET', '/api/sessions'],
      ['DELETE', '/api/sessions/abc'],
      ['POST', '/a/willow/sync/pull'],
      ['POST', '/a/willow/sync/push'],
      ['POST', '/a/willow/sync/verify'],
      ['GET', '/a/willow/sync/events'],
      ['GET', `/a/willow/files/${'0'.repeat(64)}`],
      ['PUT', `/a/willow/files/${'0'.repeat(64)}`],
    ] as const) {
      const asked = await ask(method, path, method === 'POST' ? {} : undefined, {
        cookie: 'communitrak.session_token=x.y',
      });
      expect([path, asked.status, asked.body]).toEqual([path, 401, { problem: 'signed-out' }]);
    }
  });
});

describe('what is logged', () => {
  it('names no person, no secret, no query', async () => {
    http.lines.length = 0;
    const { answer } = await signIn(MARIE.password, { 'user-agent': 'Agent-47' });
    await ask('GET', '/api/session?after=sign-in&email=marie@example.com', undefined, {
      cookie: cookieOf(answer),
    });
    await signIn('wrong-password');
    const text = http.lines.join('') + http.log.join('');
    expect(http.lines.length).toBeGreaterThan(2);
    expect(text).toContain('"path":"/api/session"');
    expect(text).not.toMatch(/marie|radium|Agent-47|session_token|127\.0\.0\.1|after=/i);
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(text).toContain(answer.headers.get('x-request-id') ?? 'none');
  });
});

describe('rate limits', () => {
  it('are a problem like any other', async () => {
    const strict = await openTestHttp({ limits: { perSession: 3, perClient: 100, atOnce: 100 } });
    const statuses: number[] = [];
    for (let n = 0; n < 4; n += 1) statuses.push((await fetch(`${strict.url}/api/session`)).status);
    expect(statuses).toEqual([401, 401, 401, 429]);
    const last = await fetch(`${strict.url}/api/session`);
    expect(await last.json()).toEqual({ problem: 'too-many-requests' });
    expect(last.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await fetch(`${strict.url}/healthz`)).status).toBe(200);
    await strict.close();
  });

  it('stop guessing from behind a proxy by the true client, not by what it claims', async () => {
    const secure = await openTestHttp({ publicUrl: 'https://hoa.example.com' });
    const guess = (client: string, n: number) =>
      fetch(`${secure.url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-forwarded-proto': 'https',
          'x-forwarded-for': `${String(n)}.9.9.9, ${client}`,
          'x-communitrak-client-ip': `198.51.100.${String(n)}`,
        },
        body: JSON.stringify({ email: `n${String(n)}@example.com`, password: 'guess' }),
      });
    const statuses = new Set<number>();
    for (let n = 1; n <= 32; n += 1) statuses.add((await guess('203.0.113.5', n)).status);
    expect(statuses).toEqual(new Set([401, 429]));
    const stopped = await guess('203.0.113.5', 40);
    expect([stopped.status, await stopped.json()]).toEqual([429, { problem: 'too-many-requests' }]);
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await guess('203.0.113.6', 41)).status).toBe(401);
    await secure.close();
  });
});
