import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreUnavailable } from '@communitrak/sync-server/ports/doc-store.ts';
import { cookieOf, openTestAccounts, type TestAccounts } from '../../support/test-accounts.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

const MARIE = { email: 'Marie.Curie@example.com', password: 'radium-and-polonium', name: 'Marie Curie' };
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

let opened: TestStore;
let test: TestAccounts;

beforeEach(async () => {
  opened = await openTestStore();
  test = await openTestAccounts(opened.store);
});
afterEach(async () => {
  await test.accounts.close();
  await opened.close();
});

async function accountsDb() {
  const db = await opened.store.open('accounts', { create: false });
  if (db === undefined) throw new Error('no accounts database');
  return db;
}

const everything = async () => (await accountsDb()).range({ startId: '', endId: '\uffff' });

describe('sign-in', () => {
  it('gives a cookie that is a session, whatever the case of the address', async () => {
    const { id } = await test.accounts.addAccount(MARIE);
    const answer = await test.signIn('marie.CURIE@example.com', MARIE.password, { agent: FIREFOX });
    expect(answer.status).toBe(200);
    const session = await test.accounts.session({ cookie: cookieOf(answer) });
    expect(session?.account).toEqual({ id, name: 'Marie Curie', email: 'marie.curie@example.com' });
    expect(await test.accounts.sessions(id, session?.sessionId ?? '')).toMatchObject([
      { id: session?.sessionId, current: true, device: 'Firefox on Linux' },
    ]);
  });

  it('answers a wrong password as it answers an unknown address', async () => {
    await test.accounts.addAccount(MARIE);
    const wrong = await test.signIn(MARIE.email, 'radium-and-uranium');
    const unknown = await test.signIn('nobody@example.com', 'radium-and-uranium');
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.text()).toBe(await unknown.text());
    expect(cookieOf(wrong)).toBe(cookieOf(unknown));
  });

  it('works with the bearer token, and not with one that was tampered with', async () => {
    await test.accounts.addAccount(MARIE);
    const token = (await test.signIn(MARIE.email, MARIE.password)).headers.get('set-auth-token') ?? '';
    expect(await test.accounts.session({ authorization: `Bearer ${token}` })).toBeDefined();
    expect(await test.accounts.session({ authorization: `Bearer x${token}` })).toBeUndefined();
    const unsigned = decodeURIComponent(token).split('.')[0] ?? '';
    expect(await test.accounts.session({ authorization: `Bearer ${unsigned}` })).toBeUndefined();
  });

  it('keeps no token, no address in an id, no IP and no whole user agent', async () => {
    await test.accounts.addAccount(MARIE);
    const answer = await test.signIn(MARIE.email, MARIE.password, { ip: '203.0.113.77', agent: FIREFOX });
    const token = (answer.headers.get('set-auth-token') ?? '').split('.')[0] ?? '';
    expect(token.length).toBeGreaterThan(20);
    const stored = await everything();
    expect(stored.some((doc) => doc._id.startsWith('ses:'))).toBe(true);
    const text = JSON.stringify(stored);
    expect(text).toContain('Firefox on Linux');
    expect(text).not.toContain(token);
    expect(text).not.toContain('203.0.113.77');
    expect(text).not.toContain('Gecko');
    expect(text).not.toContain(MARIE.password);
    expect(stored.map((doc) => doc._id).join()).not.toMatch(/marie/i);
    expect(test.log.join()).not.toMatch(/marie/i);
  });

  it('is closed to whoever wants an account without an invitation, and to all else of the library', async () => {
    const ask = (path: string, method = 'POST') =>
      test.accounts.handle(new Request(`http://localhost:8080${path}`, { method }));
    for (const path of ['/api/auth/sign-up/email', '/api/auth/update-user', '/api/auth/change-password']) {
      expect(await ask(path)).toBeUndefined();
    }
    expect(await ask('/api/auth/get-session', 'GET')).toBeUndefined();
  });

  it('survives the secret being replaced: sessions end, accounts stay', async () => {
    await test.accounts.addAccount(MARIE);
    const before = cookieOf(await test.signIn(MARIE.email, MARIE.password));
    const renewed = await openTestAccounts(opened.store, {
      secret: 'another-secret-that-is-long-enough-9876543210',
    });
    expect(await renewed.accounts.session({ cookie: before })).toBeUndefined();
    expect((await renewed.signIn(MARIE.email, MARIE.password)).status).toBe(200);
  });
});

describe('cookies', () => {
  it('are for this site alone, out of reach of scripts', async () => {
    await test.accounts.addAccount(MARIE);
    const [line = ''] = (await test.signIn(MARIE.email, MARIE.password)).headers.getSetCookie();
    expect(line).toMatch(/; HttpOnly/i);
    expect(line).toMatch(/; SameSite=Lax/i);
    expect(line).toMatch(/; Path=\//i);
    expect(line).not.toMatch(/Secure/i);
    expect(line).not.toMatch(/Domain=/i);
  });

  it('are Secure behind TLS', async () => {
    await test.accounts.addAccount(MARIE);
    const secure = await openTestAccounts(opened.store, { baseUrl: 'https://hoa.example.com' });
    const [line = ''] = (await secure.signIn(MARIE.email, MARIE.password)).headers.getSetCookie();
    expect(line).toMatch(/^__Secure-/);
    expect(line).toMatch(/; Secure/i);
  });
});

describe('sessions', () => {
  it('stop working at the next request once revoked or signed out, and tell whoever listens', async () => {
    const { id } = await test.accounts.addAccount(MARIE);
    const [one, two] = [
      await test.signIn(MARIE.email, MARIE.password),
      await test.signIn(MARIE.email, MARIE.password),
    ];
    const ended: string[] = [];
    test.accounts.onSessionEnd((sessionId) => ended.push(sessionId));
    const first = await test.accounts.session({ cookie: cookieOf(one) });
    const second = await test.accounts.session({ cookie: cookieOf(two) });
    expect(await test.accounts.sessions(id, first?.sessionId ?? '')).toHaveLength(2);

    expect(await test.accounts.revoke(id, second?.sessionId ?? '')).toBe(true);
    expect(await test.accounts.session({ cookie: cookieOf(two) })).toBeUndefined();
    expect(await test.accounts.session({ cookie: cookieOf(one) })).toBeDefined();

    await test.accounts.handle(
      new Request('http://localhost:8080/api/auth/sign-out', {
        method: 'POST',
        headers: {
          cookie: cookieOf(one),
          origin: 'http://localhost:8080',
          'content-type': 'application/json',
        },
        body: '{}',
      }),
    );
    expect(await test.accounts.session({ cookie: cookieOf(one) })).toBeUndefined();
    expect(ended).toEqual([second?.sessionId, first?.sessionId]);
    expect(await test.accounts.sessions(id, 'f'.repeat(64))).toEqual([]);
  });

  it("are revoked by their owner alone; another's is answered like none", async () => {
    const { id } = await test.accounts.addAccount(MARIE);
    const other = await test.accounts.addAccount({
      email: 'p@example.com',
      password: 'another-password',
      name: 'P',
    });
    const cookie = cookieOf(await test.signIn(MARIE.email, MARIE.password));
    const sessionId = (await test.accounts.session({ cookie }))?.sessionId ?? '';
    expect(await test.accounts.revoke(other.id, sessionId)).toBe(false);
    expect(await test.accounts.revoke(id, 'no-such')).toBe(false);
    expect(await test.accounts.session({ cookie })).toBeDefined();
  });

  it('end after thirty days, and are cleared', async () => {
    await test.accounts.addAccount(MARIE);
    const cookie = cookieOf(await test.signIn(MARIE.email, MARIE.password));
    const db = await accountsDb();
    const [session] = (await everything()).filter((doc) => doc._id.startsWith('ses:'));
    if (session === undefined) throw new Error('no session');
    await db.put({ ...session, expiresAt: '2020-01-01T00:00:00.000Z' });
    expect(await test.accounts.session({ cookie })).toBeUndefined();
    expect((await everything()).filter((doc) => /^(ses|owns):/.test(doc._id))).toEqual([]);
  });

  it('are not taken for ended when the store does not answer', async () => {
    const broken = await openTestStore();
    const there = await openTestAccounts(broken.store);
    await there.accounts.addAccount(MARIE);
    const cookie = cookieOf(await there.signIn(MARIE.email, MARIE.password));
    await broken.close();
    await expect(there.accounts.session({ cookie })).rejects.toBeInstanceOf(StoreUnavailable);
  });
});

describe('what has had its time', () => {
  it('is cleared: expired sessions and past windows, and nothing else', async () => {
    let now = Date.now();
    const late = await openTestAccounts(opened.store, { clock: () => now });
    await late.accounts.addAccount(MARIE);
    await late.signIn(MARIE.email, MARIE.password);
    await late.signIn(MARIE.email, 'a-wrong-password');
    const kinds = async () => new Set((await everything()).map((doc) => doc._id.split(':')[0]));
    expect(await kinds()).toEqual(new Set(['acct', 'mail', 'meta', 'owns', 'ses', 'try', 'usr']));
    expect(await late.accounts.clearExpired()).toBe(0);
    now += 3_600_000;
    await late.accounts.clearExpired();
    expect(await kinds()).toEqual(new Set(['acct', 'mail', 'meta', 'owns', 'ses', 'usr']));
    now += 31 * 24 * 3_600_000;
    expect(await late.accounts.clearExpired()).toBe(1);
    expect(await kinds()).toEqual(new Set(['acct', 'mail', 'meta', 'usr']));
  });
});

describe('limits', () => {
  it('stop guessing one address from many clients, and forgive a sign-in that succeeds', async () => {
    const strict = await openTestAccounts(opened.store, {
      limits: { perClient: { window: 60, max: 1000 }, perAddress: { window: 900, max: 3 } },
    });
    await strict.accounts.addAccount(MARIE);
    const guess = (n: number) =>
      strict.signIn(MARIE.email, `guess-number-${String(n)}`, { ip: `192.0.2.${String(n)}` });
    expect((await guess(1)).status).toBe(401);
    expect((await strict.signIn(MARIE.email, MARIE.password)).status).toBe(200);
    expect([(await guess(2)).status, (await guess(3)).status, (await guess(4)).status]).toEqual([
      401, 401, 401,
    ]);
    const stopped = await strict.signIn(MARIE.email, MARIE.password, { ip: '192.0.2.200' });
    expect(stopped.status).toBe(429);
    expect(Number(stopped.headers.get('x-retry-after'))).toBeGreaterThan(0);
  });

  it('stop one client at any address, counted over all processes, until the window has passed', async () => {
    let now = Date.now();
    const limits = { perClient: { window: 60, max: 4 }, perAddress: { window: 900, max: 1000 } };
    const clock = () => now;
    const [a, b] = [
      await openTestAccounts(opened.store, { limits, clock }),
      await openTestAccounts(opened.store, { limits, clock }),
    ];
    const statuses: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      statuses.push(
        (await (n % 2 === 0 ? a : b).signIn(`${String(n)}@example.com`, 'guess-number-1')).status,
      );
    }
    expect(statuses).toEqual([401, 401, 401, 401, 429, 429]);
    expect((await a.signIn('x@example.com', 'guess-number-1', { ip: '192.0.2.99' })).status).toBe(401);
    now += 61_000;
    expect((await a.signIn('y@example.com', 'guess-number-1')).status).toBe(401);
  });

  it('hold when all attempts come at once', async () => {
    const limits = { perClient: { window: 60, max: 5 }, perAddress: { window: 900, max: 1000 } };
    const strict = await openTestAccounts(opened.store, { limits });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => strict.signIn(`${String(n)}@example.com`, 'guess-number-1')),
    );
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(5);
    expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true);
  });
});
