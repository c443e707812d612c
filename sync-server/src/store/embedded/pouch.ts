// oxlint-disable-next-line typescript/triple-slash-reference -- ambient declarations have no import form
/// <reference path="./pouchdb.d.ts" />
/** Opens PouchDB databases, on disk or in memory. The only place that knows its adapters. */
import PouchDB, { type PouchDatabase } from 'pouchdb-core';
import leveldb from 'pouchdb-adapter-leveldb';
import memory from 'pouchdb-adapter-memory';

export type PouchKind = 'leveldb' | 'memory';

/** @param name a path (leveldb), or a name that no other database of this process has (memory). */
export async function openPouch(kind: PouchKind, name: string): Promise<PouchDatabase> {
  PouchDB.plugin(kind === 'leveldb' ? leveldb : memory);
  // Without compaction each edit of a document would stay on disk for ever.
  const pouch = new PouchDB(name, { adapter: kind, auto_compaction: true });
  // Each read listens for the end of the database; many at a time are no leak.
  pouch.setMaxListeners(0);
  await pouch.info();
  return pouch;
}
