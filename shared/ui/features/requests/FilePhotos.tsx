/** The photos that a request or an answer lists. */
import type { ReactNode } from 'react';
import type { FileRef } from '@communitrak/domain/core/files.ts';
import { PhotoGrid } from '../../kit/Photos.tsx';
import { useFilePhotos } from './use-file-views.ts';

export function FilePhotos(props: {
  readonly documentId: string;
  readonly files: readonly FileRef[];
}): ReactNode {
  const photos = useFilePhotos(props.documentId, props.files);
  return photos.length === 0 ? null : <PhotoGrid photos={photos} />;
}
