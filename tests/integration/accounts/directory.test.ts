import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cookieOf, openTestAccounts, type TestAccounts } from '../../support/test-accounts.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

const ADA = { email: 'ada@example.com', password: 'analytical-engine', name: 'Ada' };

let opened: TestStore;
let test: TestAccounts;

beforeEach(async () => {
  opened = await openTestStore();
  test = await openTestAccounts(opened.store);
});
afterEach(() => opened.close());

async function lockOf(): Promise<{ readonly _id: string; readonly _rev: string }> {
  const db = await opened.store.open('accounts', { create: false });
  const [lock] = (await db?.range({ startId: 'mail:', endId: 'mail:\ufff0' })) ?? [];
  if (lock === undefined) throw new Error('no lock');
  return lock;
}

describe('accounts', () => {
  it('are one an address, also when two are made at the same moment', async () => {
    const tries = await Promise.allSettled([
      test.accounts.addAccount(ADA),
      test.accounts.addAccount({ ...ADA, email: 'ADA@example.com ', password: 'difference-engine' }),
    ]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(test.accounts.addAccount(ADA)).rejects.toMatchObject({ name: 'AddressTaken' });
  });

  it('take over an address whose account a crash prevented, after a minute', async () => {
    let now = Date.now();
    const late = await openTestAccounts(opened.store, { clock: () => now });
    await late.accounts.addAccount(ADA);
    const db = await opened.store.open('accounts', { create: false });
    const lock = await lockOf();
    await db?.put({ ...lock, user: 'never-written', at: now });
    await expect(late.accounts.addAccount(ADA)).rejects.toMatchObject({ name: 'AddressTaken' });
    now += 61_000;
    await late.accounts.addAccount({ ...ADA, password: 'second-password' });
    expect((await late.signIn(ADA.email, 'second-password')).status).toBe(200);
    expect((await late.signIn(ADA.email, ADA.password)).status).toBe(401);
  });

  it('refuse a password that is too short', async () => {
    await expect(test.accounts.addAccount({ ...ADA, password: 'short' })).rejects.toBeInstanceOf(RangeError);
    await expect(lockOf()).rejects.toThrow('no lock');
  });

  it('know where their owner belongs: one member an association', async () => {
    const { id } = await test.accounts.addAccount(ADA);
    await Promise.all([
      test.accounts.link(id, 'willow', 'm1'),
      test.accounts.link(id, 'harbor', 'm2'),
      test.accounts.link(id, 'cedar', 'm3'),
    ]);
    await test.accounts.link(id, 'willow', 'm9');
    const cookie = cookieOf(await test.signIn(ADA.email, ADA.password));
    const session = await test.accounts.session({ cookie });
    const memberships = [...(session?.memberships ?? [])].sort((a, b) =>
      a.association < b.association ? -1 : 1,
    );
    expect(memberships).toEqual([
      { association: 'cedar', member: 'm3' },
      { association: 'harbor', member: 'm2' },
      { association: 'willow', member: 'm9' },
    ]);
    await expect(test.accounts.link('no-such', 'willow', 'm1')).rejects.toThrow('no such account');
  });
});
