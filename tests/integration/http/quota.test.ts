import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFileQuota, type FileQuota } from '@communitrak/sync-server/http/file-quota.ts';
import type { Database } from '@communitrak/sync-server/ports/doc-store.ts';
import type { SyncService } from '@communitrak/sync-server/sync/sync-service.ts';
import { cookieOf } from '../../support/test-accounts.ts';
import { NO_SYNC, openTestHttp } from '../../support/test-http.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

const DAY_MS = 24 * 3_600_000;
const LIMIT = 1000;

let opened: TestStore;
let db: Database;
let now = Date.UTC(2026, 2, 2, 14, 5);
let quota: FileQuota;

beforeEach(async () => {
  opened = await openTestStore();
  const made = await opened.store.open('operations', { create: true });
  if (made === undefined) throw new Error('no database');
  db = made;
  quota = createFileQuota(db, () => now, LIMIT);
});
afterEach(() => opened.close());

it('is a member’s own, for a day, counted over all processes', async () => {
  const other = createFileQuota(db, () => now, LIMIT);
  await Promise.all([quota.count('willow', 'm1', 300), other.count('willow', 'm1', 300)]);
  expect(await quota.allows('willow', 'm1', 400)).toBe(true);
  expect(await quota.allows('willow', 'm1', 401)).toBe(false);
  expect(await quota.allows('willow', 'm2', LIMIT)).toBe(true);
  expect(await quota.allows('harbor', 'm1', LIMIT)).toBe(true);
  now += DAY_MS;
  expect(await quota.allows('willow', 'm1', LIMIT)).toBe(true);
  await quota.count('willow', 'm1', 100);
  expect(await quota.allows('willow', 'm1', LIMIT)).toBe(false);
});

it('refuses what is over it, and members who are not active', async () => {
  const states = { state: 'active' as 'active' | 'inactive' };
  const sync: SyncService = {
    ...NO_SYNC,
    member: (association, member) =>
      Promise.resolve({
        principal: { association, member, name: 'Marie', keys: new Set(['all']) },
        acl: { member, name: 'Marie', grants: [], epoch: 1, ...states },
      }),
  };
  const http = await openTestHttp({ sync, quota });
  const { id } = await http.accounts.addAccount({
    email: 'm@example.com',
    password: 'a-long-password',
    name: 'M',
  });
  await http.accounts.link(id, 'willow', 'm1');
  const cookie = cookieOf(await http.signIn('m@example.com', 'a-long-password', { ip: '' }));
  const put = async (text: string) => {
    const sha256 = createHash('sha256').update(text).digest('hex');
    const headers = { cookie, 'content-type': 'text/plain' };
    return fetch(`${http.url}/a/willow/files/${sha256}`, { method: 'PUT', headers, body: text });
  };
  expect((await put('x'.repeat(600))).status).toBe(204);
  const over = await put('y'.repeat(600));
  expect([over.status, await over.json()]).toEqual([507, { problem: 'over-quota' }]);
  expect((await put('z'.repeat(400))).status).toBe(204);
  now += DAY_MS;
  states.state = 'inactive';
  const inactive = await put('w');
  expect([inactive.status, await inactive.json()]).toEqual([403, { problem: 'not-a-member' }]);
  await http.close();
});
