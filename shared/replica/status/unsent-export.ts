/** Everything unsent as one file that a person can read and another program too: nothing is lost with the device. */
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import type { OutboxFile } from '../files/files-db.ts';
import type { Replica } from '../replica.ts';
import { isWritten } from './sync-status.ts';

const PART = 0x8000;

function base64(bytes: ArrayBuffer): string {
  const view = new Uint8Array(bytes);
  let text = '';
  // In parts: a call takes only so many arguments.
  for (let at = 0; at < view.length; at += PART) text += String.fromCharCode(...view.subarray(at, at + PART));
  return btoa(text);
}

const fileEntry = ({ bytes, ...file }: OutboxFile): Record<string, unknown> => ({
  ...file,
  base64: base64(bytes),
});

/** All items with their full content, as one JSON file that a person can read. */
export async function exportUnsent(replica: Replica): Promise<Blob> {
  const { pendingChanges, unaccepted, files, documents } = replica.parts;
  const written = (await pendingChanges.all()).filter(({ documentId }) => isWritten(documentId));
  const waiting = await Promise.all(
    written.map(async (pending) => ({
      documentId: pending.documentId,
      writtenAt: pending.at,
      document: (await documents.get(pending.documentId)) ?? pending.deferred?.next ?? null,
    })),
  );
  const content = {
    program: 'Communitrak',
    association: replica.associationName,
    member: replica.principal.name,
    exportedAt: isoInstant(replica.clock()),
    waiting,
    notAccepted: await unaccepted.all(),
    files: (await files.outbox()).map(fileEntry),
  };
  return new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' });
}
