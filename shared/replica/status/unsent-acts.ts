/** Dealing with what is unsent: once more, or not at all. */
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { entityOf } from '@communitrak/domain/registry.ts';
import { WAITING_STAMP } from '@communitrak/domain/core/envelope.ts';
import { StaleWrite } from '../documents.ts';
import type { Unaccepted } from '../local/unaccepted.ts';
import type { Replica } from '../replica.ts';

function keyOf(key: string, kind: string): string | undefined {
  return key.startsWith(`${kind}:`) ? key.slice(kind.length + 1) : undefined;
}

/** The refused or conflicting version over what is there now; undefined when there is nothing to write it on. */
function again(item: Unaccepted, current: Envelope | undefined): Envelope | undefined {
  const { documentId: id, type, version, parent, order, body } = item;
  if (item.whole) {
    const stamp = current === undefined ? WAITING_STAMP : { ...current.stamp, state: 'waiting' as const };
    return { id, type, version, parent, order, stamp, body };
  }
  if (current === undefined) return undefined;
  const doc: Envelope = {
    ...current,
    body: { ...current.body, ...body },
    stamp: { ...current.stamp, state: 'waiting' },
  };
  const entity = entityOf(type);
  return entity?.parse(doc).ok === true ? { ...doc, order: entity.order(doc) } : doc;
}

async function sendItemAgain(replica: Replica, key: string): Promise<boolean> {
  const { unaccepted, documents } = replica.parts;
  const item = await unaccepted.get(key);
  if (item === undefined || item.deletion) return false;
  for (;;) {
    const doc = again(item, await documents.get(item.documentId));
    if (doc === undefined) return false;
    try {
      await documents.write([doc]);
      break;
    } catch (error) {
      // A page has brought another version since it was read: on that one, then.
      if (!(error instanceof StaleWrite)) throw error;
    }
  }
  await unaccepted.forget(key);
  return true;
}

/** True when it is on its way again; false when there is nothing to send any more. */
export async function sendAgain(replica: Replica, key: string): Promise<boolean> {
  const { files, documents, sync } = replica.parts;
  const sha256 = keyOf(key, 'file');
  const id = keyOf(key, 'document');
  let sending = false;
  if (sha256 !== undefined) {
    sending = (await files.outbox()).some((file) => file.sha256 === sha256);
    await files.mark(sha256, undefined);
  } else if (id !== undefined) sending = (await documents.get(id)) !== undefined;
  else sending = await sendItemAgain(replica, key);
  sync.ask();
  return sending;
}

/** Files that nothing unsent needs any more; one whose document is on the server still belongs to it. */
async function dropFilesOf(replica: Replica, documentId: string): Promise<void> {
  const { files, documents } = replica.parts;
  if ((await documents.get(documentId)) !== undefined) return;
  for (const file of await files.outbox()) {
    if (file.documents.every((id) => id === documentId)) await files.drop(file.sha256);
  }
}

/** Forgets the item for good. A document that waits is discarded to the server's version (or removed). */
export async function discard(replica: Replica, key: string): Promise<void> {
  const { files, documents, unaccepted } = replica.parts;
  const sha256 = keyOf(key, 'file');
  const id = keyOf(key, 'document');
  if (sha256 !== undefined) await files.drop(sha256);
  else if (id !== undefined) {
    await documents.discard(id);
    await dropFilesOf(replica, id);
  } else {
    const item = await unaccepted.get(key);
    await unaccepted.forget(key);
    if (item !== undefined) await dropFilesOf(replica, item.documentId);
  }
}
