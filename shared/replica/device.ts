/** What the device remembers apart from any association: who was signed in (no secrets), and its own id. */
import { deleteDB, openDB } from 'idb';
import { v7 } from 'uuid';
import type { SessionAnswer } from '@communitrak/protocol/session.ts';
import { freshTail } from './leveldb-tail.ts';

const NAME = 'communitrak-device';

async function withStore<T>(work: (db: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> {
  const db = await open();
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

function open() {
  return openDB<{ kv: { key: string; value: unknown } }>(NAME, 1, {
    upgrade: (db) => void db.createObjectStore('kv'),
  });
}

export function rememberedSession(): Promise<SessionAnswer | undefined> {
  return withStore(async (db) => (await db.get('kv', 'session')) as SessionAnswer | undefined);
}

export async function rememberSession(session: SessionAnswer): Promise<void> {
  // At every start, before anything else is written.
  await freshTail();
  await withStore(async (db) => void (await db.put('kv', session, 'session')));
}

export function forgetSession(): Promise<void> {
  return withStore((db) => db.delete('kv', 'session'));
}

/** Made once; tokens of the sync are bound to it. */
export function deviceId(): Promise<string> {
  return withStore(async (db) => {
    const tx = db.transaction('kv', 'readwrite');
    const known = await tx.store.get('device');
    const id = typeof known === 'string' ? known : v7();
    if (known !== id) await tx.store.put(id, 'device');
    await tx.done;
    return id;
  });
}

export async function forgetDevice(): Promise<void> {
  await deleteDB(NAME);
}
