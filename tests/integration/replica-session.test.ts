/** Signing in and what the device remembers of it, against the real server and without one. */
import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  currentSession,
  openSessions,
  revokeSession,
  signIn,
  signOutAndWipe,
} from '@communitrak/replica/commands/session.ts';
import { deviceDump } from '@communitrak/testkit/device-dump.ts';
import { fakePlatform } from '@communitrak/testkit/fake-platform.ts';
import { openTestServer, PASSWORD, type TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());
afterEach(() => vi.unstubAllGlobals());

/** Node's fetch keeps no cookies; a browser's does. */
function browser(): { cookie: string } {
  const jar = { cookie: '' };
  const real = globalThis.fetch;
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    if (jar.cookie !== '') headers.set('cookie', jar.cookie);
    const response = await real(input, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      jar.cookie = /max-age=0/i.test(line) ? '' : pair;
    }
    return response;
  });
  return jar;
}

const email = 'head@example.org';

describe('session', () => {
  it('signs in, is remembered offline, and is forgotten with everything at sign-out', async () => {
    await server.as('head');
    const jar = browser();
    const platform = fakePlatform(server.url);
    expect(await currentSession(platform)).toEqual({ kind: 'signed-out' });
    const signed = await signIn(platform, { email: ` ${email} `, password: PASSWORD });
    expect(signed).toMatchObject({ ok: true, session: { account: { email } } });
    expect(await currentSession(platform)).toMatchObject({ kind: 'signed-in', fresh: true });
    const sessions = await openSessions(platform);
    expect(sessions.filter((one) => one.current)).toHaveLength(1);
    const other = sessions.find((one) => !one.current);
    expect(await revokeSession(platform, other?.id ?? '')).toBe(true);
    expect(await revokeSession(platform, other?.id ?? '')).toBe(false);
    const nowhere = fakePlatform('http://127.0.0.1:9');
    expect(await currentSession(nowhere)).toMatchObject({ kind: 'signed-in', fresh: false });
    expect(await deviceDump()).not.toContain(PASSWORD);
    expect(await deviceDump()).not.toContain(jar.cookie.split('=')[1]?.slice(0, 20));
    await signOutAndWipe(platform, undefined);
    expect(await currentSession(nowhere)).toEqual({ kind: 'unknown' });
    expect(await currentSession(platform)).toEqual({ kind: 'signed-out' });
  });

  it('says why it does not', async () => {
    await server.as('head');
    const platform = fakePlatform(server.url);
    expect(await signIn(platform, { email, password: 'not the password' })).toEqual({
      ok: false,
      problem: 'wrong-credentials',
    });
    expect(await signIn(fakePlatform('http://127.0.0.1:9'), { email, password: PASSWORD })).toEqual({
      ok: false,
      problem: 'offline',
    });
    // This fetch keeps no cookie: the server tells it apart from a wrong password.
    expect(await signIn(platform, { email, password: PASSWORD })).toEqual({
      ok: false,
      problem: 'cookies-needed',
    });
  });

  it('another answer than a session remembers nothing', async () => {
    vi.stubGlobal('fetch', async () => new Response('<html>a hotel’s welcome page</html>'));
    const platform = fakePlatform('http://hotel.example');
    await signOutAndWipe(platform, undefined);
    expect(await currentSession(platform)).toEqual({ kind: 'unknown' });
  });
});
