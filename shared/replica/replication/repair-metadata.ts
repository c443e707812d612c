/**
 * A document whose record was lost: RxDB writes the document first and its own record of it after, and a crash may come
 * between. RxDB 17 means to know such a document by a flag in its `_meta`, but an insert loses that flag on its way to
 * the storage, and what settles a push never had it; so it would take the document for somebody's unsent edit and drop
 * every later version of it, a revocation too (decision 0027). What a server has accepted, or taken away, can only be
 * such a document, whatever the record says: a device's own writes are waiting, its own deletions still have their
 * words.
 */
import { getMetaWriteRow } from 'rxdb/plugins/core';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import { canonicalJson } from '@communitrak/protocol/hash.ts';
import type { DocCollection } from '../database.ts';
import { serverVersions, type Replication } from './purge.ts';
import { asWire, isServers } from './rows.ts';

type State = NonNullable<Replication['internalReplicationState']>;

async function repairMetadata(
  replication: Replication,
  state: State,
  rx: DocCollection,
  ids: readonly string[],
) {
  const there = (await rx.storageInstance.findDocumentsById([...ids], true)).filter(isServers);
  const known = await serverVersions(
    replication,
    there.map(({ id }) => id),
  );
  const lost = there
    .map((doc) => ({ doc: toWire(doc, doc._deleted), record: known[doc.id] }))
    .filter(
      ({ doc, record }) =>
        record === undefined || canonicalJson(asWire(record.docData)) !== canonicalJson(doc),
    );
  if (lost.length === 0) return;
  const rows = lost.map(({ doc, record }) => getMetaWriteRow<Envelope>(state, doc, record?.metaDocument));
  // Where RxDB has written one meanwhile, that one stands.
  await replication.metaInstance?.bulkWrite(await Promise.all(rows), 'replica-metadata-repair');
}

/**
 * Gives those documents the record that they lack. Before RxDB looks at the page that names them; under the lock.
 *
 * @param replicationOf the collection's, once there is one
 * @returns takes the ids of a page: most are new here, and then nothing is asked for but whether they are there
 */
export function createMetadataRepair(
  replicationOf: () => Replication,
  rx: DocCollection,
): (ids: readonly string[]) => Promise<void> {
  return async (ids) => {
    const replication = replicationOf();
    const { internalReplicationState: state } = replication;
    if (state !== undefined && ids.length > 0) await repairMetadata(replication, state, rx, ids);
  };
}
