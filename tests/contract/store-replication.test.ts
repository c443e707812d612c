/** PouchDB's own replication pulls from the embedded store: what the bench measures itself against must work. */
import { createRequire } from 'node:module';
import { expect, test, vi } from 'vitest';
import { openCouchStore } from '@communitrak/sync-server/store/couch/couch-store.ts';
import { startEmbeddedStore } from '@communitrak/sync-server/store/embedded/embedded-store.ts';
import { testLog } from '../support/test-store.ts';

interface Replicated {
  readonly ok: boolean;
  readonly docs_written: number;
  readonly doc_write_failures: number;
}
interface PeerDatabase {
  allDocs(options: {
    include_docs: boolean;
  }): Promise<{ readonly rows: readonly { readonly doc: unknown }[] }>;
  destroy(): Promise<void>;
}
interface Peer {
  new (name: string, options: { adapter: string }): PeerDatabase;
  plugin(plugin: unknown): void;
  replicate(from: string, to: PeerDatabase, options: { batch_size: number }): Promise<Replicated>;
}

/** The browser's build, which alone has HTTP and replication, with the memory adapter. */
function loadPeer(): Peer {
  vi.stubGlobal('self', globalThis);
  const require = createRequire(import.meta.url);
  const peer = require('pouchdb-browser') as Peer;
  peer.plugin(require('pouchdb-adapter-memory'));
  return peer;
}

test('everything arrives in batches, tombstones too, and a second time nothing moves', async () => {
  const endpoint = await startEmbeddedStore({ dataDir: 'memory', log: testLog });
  const store = await openCouchStore({ url: endpoint.url, prefix: '' });
  const db = await store.open('association-r', { create: true });
  if (db === undefined) throw new Error('not created');
  await db.putMany(Array.from({ length: 250 }, (_, n) => ({ _id: `a:${String(n).padStart(3, '0')}`, n })));
  const gone = await db.get('a:007');
  if (gone !== undefined) await db.put({ ...gone, _deleted: true });

  const Pouch = loadPeer();
  const target = new Pouch('replicated', { adapter: 'memory' });
  const pull = (): Promise<Replicated> =>
    Pouch.replicate(`${endpoint.url}/association-r`, target, { batch_size: 100 });
  expect(await pull()).toMatchObject({ ok: true, docs_written: 250, doc_write_failures: 0 });
  const { rows } = await target.allDocs({ include_docs: true });
  expect(rows.map((row) => row.doc)).toEqual(await db.range({ startId: 'a:', endId: 'a:\ufff0' }));
  expect(await pull()).toMatchObject({ ok: true, docs_written: 0 });
  await db.put({ _id: 'b:1' });
  expect(await pull()).toMatchObject({ ok: true, docs_written: 1 });
  await target.destroy();
  await endpoint.close();
});
