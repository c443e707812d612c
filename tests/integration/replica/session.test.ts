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
import { databaseName } from '@communitrak/replica/database.ts';
import { rememberedSession, rememberSession } from '@communitrak/replica/device.ts';
import { openFileStore } from '@communitrak/replica/files/file-store.ts';
import { openReplica } from '@communitrak/replica/replica.ts';
import { deviceDump } from '@communitrak/testkit/device-dump.ts';
import { fakePlatform } from '@communitrak/testkit/fake-platform.ts';
import { openTestServer, PASSWORD, type TestServer } from '../../support/test-server.ts';

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
    expect(await deviceDump()).toContain(email);
    expect(await deviceDump()).not.toContain(PASSWORD);
    expect(await deviceDump()).not.toContain(jar.cookie.split('=')[1]?.slice(0, 20));
    await signOutAndWipe(platform, undefined);
    expect(await currentSession(nowhere)).toEqual({ kind: 'unknown' });
    expect(await currentSession(platform)).toEqual({ kind: 'signed-out' });
  });

  /** Signed in here with a replica's data; then from elsewhere this device's session is ended. */
  async function endedElsewhere(wipe: boolean) {
    await server.as('head');
    const jar = browser();
    const platform = fakePlatform(server.url);
    const here = await signIn(platform, { email, password: PASSWORD });
    if (!here.ok) throw new Error(here.problem);
    const [association] = here.session.associations;
    if (association === undefined) throw new Error('no association');
    const place = { platform, session: association, accountId: here.session.account.id, baseUrl: server.url };
    const replica = await openReplica({ ...place, live: false, multiInstance: false });
    const session = (await openSessions(platform)).find((one) => one.current);
    const mine = jar.cookie;
    jar.cookie = '';
    await signIn(platform, { email, password: PASSWORD });
    expect(await revokeSession(platform, session?.id ?? '', wipe)).toBe(true);
    jar.cookie = mine;
    return { replica, platform, jar };
  }

  const left = async (): Promise<string[]> =>
    (await indexedDB.databases()).flatMap(({ name }) =>
      name?.startsWith('communitrak-log--') === true || name?.endsWith('-files') === true ? [name] : [],
    );

  it('ended elsewhere leaves what this device holds: unsent work may be in it', async () => {
    const { replica, platform } = await endedElsewhere(false);
    // Its member goes on with it, as without a connection; the sync says that the session is over.
    expect(await currentSession(platform)).toMatchObject({ kind: 'signed-in', fresh: false });
    expect(await left()).toHaveLength(2);
    await replica.wipe();
  });

  it('signed out here takes what is here of their other communities too', async () => {
    const { replica, platform } = await endedElsewhere(false);
    const session = await rememberedSession();
    const [place] = session?.associations ?? [];
    if (session === undefined || place === undefined) throw new Error('not remembered');
    await rememberSession({ ...session, associations: [place, { ...place, id: 'other' }] });
    (await openFileStore(databaseName(server.url, 'other', place.member))).close();
    expect(await left()).toHaveLength(3);
    await signOutAndWipe(platform, replica);
    expect(await left()).toEqual([]);
  });

  it('ended elsewhere with a wipe takes data, keys and files of this device at its next request', async () => {
    const { replica, platform, jar } = await endedElsewhere(true);
    expect(await left()).toHaveLength(2);
    expect(await deviceDump()).toContain(email);
    expect(await currentSession(platform)).toEqual({ kind: 'signed-out' });
    expect(await left()).toEqual([]);
    expect(await deviceDump()).not.toContain(email);
    // Its token says so for as long as it is presented, and nobody else's does.
    const answer = await fetch(`${server.url}/api/session`);
    expect([answer.status, await answer.json()]).toEqual([401, { problem: 'wipe-asked' }]);
    await replica.close();
    jar.cookie = '';
    expect(await signIn(platform, { email, password: PASSWORD })).toMatchObject({ ok: true });
    expect(await currentSession(platform)).toMatchObject({ kind: 'signed-in', fresh: true });
    await signOutAndWipe(platform, undefined);
  });

  it('ended elsewhere with a wipe empties a replica that is open, without a restart', async () => {
    const { replica } = await endedElsewhere(true);
    replica.parts.sync.ask();
    await replica.wiped;
    expect(await left()).toEqual([]);
    await replica.close();
  });

  it('of another account is not ended, let alone wiped', async () => {
    await server.as('head');
    const jar = browser();
    const platform = fakePlatform(server.url);
    await signIn(platform, { email, password: PASSWORD });
    const session = (await openSessions(platform)).find((one) => one.current);
    const mine = jar.cookie;
    jar.cookie = '';
    await server.as('office');
    await signIn(platform, { email: 'office@example.org', password: PASSWORD });
    expect(await revokeSession(platform, session?.id ?? '', true)).toBe(false);
    jar.cookie = mine;
    expect(await currentSession(platform)).toMatchObject({ kind: 'signed-in', fresh: true });
    await signOutAndWipe(platform, undefined);
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
