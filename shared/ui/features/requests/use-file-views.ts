/** The files of a document as the kit's photos: here, on their way, or not to be had now. Live. */
import { useCallback, useMemo } from 'react';
import type { FileRef } from '@communitrak/domain/core/files.ts';
import type { RequestDetail } from '@communitrak/replica/queries/request-rows.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import { fileView, type FileView } from '@communitrak/replica/files/view.ts';
import { useReplica } from '../../app/context.ts';
import { useQuery } from '../../app/use-query.ts';
import type { Photo } from '../../kit/Photos.tsx';

/** Several live reads as one; its snapshot is the same object until one of theirs has changed. */
export function together<T>(queries: readonly Query<T>[]): Query<readonly (T | undefined)[]> {
  let last: readonly (T | undefined)[] = [];
  return {
    subscribe: (onChange) => {
      const stops = queries.map((query) => query.subscribe(onChange));
      return () => stops.forEach((stop) => stop());
    },
    getSnapshot: () => {
      const now = queries.map((query) => query.getSnapshot());
      const same = now.length === last.length && now.every((value, index) => value === last[index]);
      if (!same) last = now;
      return last;
    },
  };
}

function toPhoto(ref: FileRef, view: FileView | undefined): Photo {
  const photo = { key: ref.sha256, alt: ref.name };
  if (view?.kind === 'here') return { ...photo, url: view.url, progress: view.sending };
  return { ...photo, missing: view?.kind === 'not-here' ? 'not-here' : 'on-its-way' };
}

/** @param documentId the document that lists the files: the right to a file is the right to it */
export function useFilePhotos(documentId: string, files: readonly FileRef[]): readonly Photo[] {
  const replica = useReplica();
  const query = useMemo(
    () => together(files.map((ref) => fileView(replica, documentId, ref))),
    [replica, documentId, files],
  );
  const views = useQuery(query);
  return files.map((ref, index) => toPhoto(ref, views?.[index]));
}

/** The photos of a request or of an entry of its timeline, by the document's id. */
export type PhotosOf = (documentId: string) => readonly Photo[];

/** All photos of a request at once. */
export function usePhotosOf({ id, files, timeline }: RequestDetail): PhotosOf {
  const replica = useReplica();
  const listed = useMemo(
    () => [
      ...files.map((ref) => ({ document: id, ref })),
      ...timeline
        .filter((entry) => entry.id !== id)
        .flatMap((entry) => entry.files.map((ref) => ({ document: entry.id, ref }))),
    ],
    [id, files, timeline],
  );
  const views = useQuery(
    useMemo(
      () => together(listed.map(({ document, ref }) => fileView(replica, document, ref))),
      [replica, listed],
    ),
  );
  return useCallback(
    (document) =>
      listed.flatMap((one, index) => (one.document === document ? [toPhoto(one.ref, views?.[index])] : [])),
    [listed, views],
  );
}
