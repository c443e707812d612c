/** Photos of drafts: kept on the device until the draft is posted or dropped. */
import { defer, startWith, switchMap } from 'rxjs';
import { liveQuery } from '../queries/live.ts';
import type { Query } from '../queries/query.ts';
import type { Replica } from '../replica.ts';
import type { FileStore } from './file-store.ts';
import type { PreparedPhoto } from './photos.ts';

export async function keepDraftPhoto(
  replica: Replica,
  draftKey: string,
  photo: PreparedPhoto,
): Promise<void> {
  const { files, clock } = replica.parts;
  const { ref } = photo;
  const bytes = await photo.blob.arrayBuffer();
  const sealed = await files.sealer.seal(ref.sha256, bytes);
  await files.db.put('drafts', { draft: draftKey, sha256: ref.sha256, at: clock(), ref, ...sealed });
  files.changed();
}

export async function dropDraftPhoto(replica: Replica, draftKey: string, sha256: string): Promise<void> {
  const { files } = replica.parts;
  await files.db.delete('drafts', [draftKey, sha256]);
  files.changed();
}

/** All of a draft's. */
export async function dropDraftPhotos(files: FileStore, draftKey: string): Promise<void> {
  const tx = files.db.transaction('drafts', 'readwrite');
  for (const key of await tx.store.index('draft').getAllKeys(draftKey)) await tx.store.delete(key);
  await tx.done;
  files.changed();
}

async function read(files: FileStore, draftKey: string): Promise<readonly PreparedPhoto[]> {
  const kept = await files.db.getAllFromIndex('drafts', 'draft', draftKey);
  const opened = await Promise.all(
    kept
      .sort((a, b) => a.at - b.at)
      .map(async (file) => ({ ref: file.ref, bytes: await files.sealer.open(file) })),
  );
  // A damaged one is not shown, and not posted: it is taken again.
  return opened.flatMap(({ ref, bytes }) =>
    bytes === undefined ? [] : [{ ref, blob: new Blob([bytes], { type: ref.type }) }],
  );
}

/** As they are now: for whoever posts. */
export function readDraftPhotos(replica: Replica, draftKey: string): Promise<readonly PreparedPhoto[]> {
  return read(replica.parts.files, draftKey);
}

const hashes = (photos: readonly PreparedPhoto[]): string => photos.map(({ ref }) => ref.sha256).join();

/** In the order they were kept. */
export function draftPhotos(replica: Replica, draftKey: string): Query<readonly PreparedPhoto[]> {
  const { files } = replica.parts;
  return liveQuery(
    replica,
    `draft-photos:${draftKey}`,
    () =>
      defer(() =>
        files.changes$.pipe(
          startWith(undefined),
          switchMap(() => read(files, draftKey)),
        ),
      ),
    (before, after) => (hashes(before) === hashes(after) ? before : after),
  );
}
