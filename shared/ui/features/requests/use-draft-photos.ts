/**
 * Photos of a draft: picked, made ready one after another (a phone decodes one at a time), kept on the device at once,
 * refused in words. Knows no screen.
 */
import { useMemo, useRef, useState } from 'react';
import { FILES_PER_DOCUMENT_BYTES } from '@communitrak/domain/core/files.ts';
import { FILES_LIMIT } from '@communitrak/domain/requests/index.ts';
import type { PickedFile } from '@communitrak/platform/platform.ts';
import { draftPhotos, dropDraftPhoto, keepDraftPhoto } from '@communitrak/replica/files/draft-photos.ts';
import { preparePhoto, type PreparedPhoto } from '@communitrak/replica/files/photos.ts';
import { useReplica } from '../../app/context.ts';
import { useQuery } from '../../app/use-query.ts';
import type { MessageId } from '../../i18n/messages.ts';
import { PHOTO_FAULT_WORDS } from './request-words.ts';

export interface PhotoAtWork {
  readonly key: string;
  readonly name: string;
}
export interface RefusedPhoto extends PhotoAtWork {
  readonly reason: MessageId;
}

export interface DraftPhotos {
  /** Undefined until the device has been asked. */
  readonly ready: readonly PreparedPhoto[] | undefined;
  readonly working: readonly PhotoAtWork[];
  readonly refused: readonly RefusedPhoto[];
  readonly pick: (source: 'camera' | 'files') => Promise<void>;
  readonly remove: (sha256: string) => Promise<void>;
  readonly dismiss: (key: string) => void;
}

type Kept = ReadonlyMap<string, number>;

/** Why this photo may not join those already there. */
export function limitFault(
  photo: PreparedPhoto['ref'],
  kept: Kept,
  most = FILES_LIMIT,
): MessageId | undefined {
  if (kept.has(photo.sha256)) return 'requests.photo.twice';
  if (kept.size >= most) return most === FILES_LIMIT ? 'requests.photo.tooMany' : 'requests.photo.noMore';
  const bytes = [...kept.values()].reduce((sum, size) => sum + size, photo.bytes);
  return bytes > FILES_PER_DOCUMENT_BYTES ? 'requests.photo.tooHeavy' : undefined;
}

/** Makes one picked file ready and keeps it; undefined when it is kept, else why not. */
async function takePhoto(
  file: PickedFile,
  kept: () => Kept,
  most: number,
  keep: (photo: PreparedPhoto) => Promise<void>,
): Promise<MessageId | undefined> {
  const result = await preparePhoto(file.content, file.name);
  if (!result.ok) return PHOTO_FAULT_WORDS[result.reason];
  const fault = limitFault(result.photo.ref, kept(), most);
  if (fault !== undefined) return fault;
  try {
    await keep(result.photo);
    return undefined;
  } catch {
    // Whatever the storage's reason: the photo is not kept, and the member is told so beside its name.
    return 'requests.photo.cannotKeep';
  }
}

/** @param most files that the document takes */
export function useDraftPhotos(draftKey: string, most = FILES_LIMIT): DraftPhotos {
  const replica = useReplica();
  const ready = useQuery(useMemo(() => draftPhotos(replica, draftKey), [replica, draftKey]));
  const [working, setWorking] = useState<readonly PhotoAtWork[]>([]);
  const [refused, setRefused] = useState<readonly RefusedPhoto[]>([]);
  // What this screen has kept itself: the live read may answer a moment later than the next photo is judged.
  const own = useRef(new Map<string, number>());

  const keep = async (photo: PreparedPhoto): Promise<void> => {
    await keepDraftPhoto(replica, draftKey, photo);
    own.current.set(photo.ref.sha256, photo.ref.bytes);
  };
  const pick = async (source: 'camera' | 'files'): Promise<void> => {
    const files = await replica.platform.pickImages(source);
    const jobs = files.map((file) => ({ file, key: replica.newId() }));
    const before = (ready ?? []).map(({ ref }) => [ref.sha256, ref.bytes] as const);
    setWorking((now) => [...now, ...jobs.map(({ file, key }) => ({ key, name: file.name }))]);
    for (const { file, key } of jobs) {
      const reason = await takePhoto(file, () => new Map([...before, ...own.current]), most, keep);
      setWorking((now) => now.filter((one) => one.key !== key));
      if (reason !== undefined) setRefused((now) => [...now, { key, name: file.name, reason }]);
    }
  };
  const remove = async (sha256: string): Promise<void> => {
    own.current.delete(sha256);
    await dropDraftPhoto(replica, draftKey, sha256);
  };
  const dismiss = (key: string): void => setRefused((now) => now.filter((one) => one.key !== key));
  return { ready, working, refused, pick, remove, dismiss };
}
