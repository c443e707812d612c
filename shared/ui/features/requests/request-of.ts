/** Where a request is read that something unsent belongs to. */
import { localOf } from '@communitrak/domain/core/ids.ts';
import { requestPaths } from './paths.ts';

/** Answers and notes carry their request's local id before the first dot. */
export function requestOf({ documentId }: { readonly documentId: string }): string {
  const [request = ''] = localOf(documentId).split('.');
  return requestPaths.one(`request:${request}`);
}
