/**
 * A pulled document whose record was lost: RxDB writes the document first and its own record of it after, and a crash may
 * come between. RxDB 17 means to know such a document by a mark in its `_meta`, but an insert loses that mark on its way
 * to the storage, so it would take the document for somebody's unsent edit and drop every later version of it, a
 * revocation too (decision 0019). What a server has accepted, or taken away, and RxDB has no record of can only be such a
 * document: a device's own writes are waiting, and an edit has the record of what it was made from.
 */
import { getMetaWriteRow } from 'rxdb/plugins/core';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import type { DocCollection } from '../database.ts';
import { serverVersions, type Replication } from './purge.ts';
import { isServers } from './rows.ts';

/**
 * Gives those documents the record that they lack. Before RxDB looks at the page that names them; under the lock.
 *
 * @param ids of a page: most are new here, and then nothing is asked for but whether they are there
 */
export async function adoptPulled(
  replication: Replication,
  rx: DocCollection,
  ids: readonly string[],
): Promise<void> {
  const { internalReplicationState: state, metaInstance: meta } = replication;
  if (state === undefined || meta === undefined || ids.length === 0) return;
  const there = (await rx.storageInstance.findDocumentsById([...ids], true)).filter(isServers);
  const known = await serverVersions(
    replication,
    there.map(({ id }) => id),
  );
  const lost = there.filter(({ id }) => known[id] === undefined);
  if (lost.length === 0) return;
  const rows = await Promise.all(
    lost.map((doc) => getMetaWriteRow<Envelope>(state, toWire(doc, doc._deleted))),
  );
  // Where RxDB has written one meanwhile, that one stands.
  await meta.bulkWrite(rows, 'replica-adopt');
}
