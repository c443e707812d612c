/** The peer of the first-pull bench: PouchDB 9 with its IndexedDB adapter, replicating the same database. */
import PouchDB from 'pouchdb-browser';
import indexeddb from 'pouchdb-adapter-indexeddb';

PouchDB.plugin(indexeddb);

async function pull(remote: string, batch: number): Promise<{ ms: number; documents: number }> {
  const name = `peer-${batch}-${performance.now()}`;
  const local = new PouchDB(name, { adapter: 'indexeddb' });
  const started = performance.now();
  await local.replicate.from(remote, { batch_size: batch, batches_limit: 10 });
  const ms = performance.now() - started;
  const { doc_count: documents } = await local.info();
  await local.destroy();
  return { ms, documents };
}

Object.assign(globalThis, { bench: { pull } });
