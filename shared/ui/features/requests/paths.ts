/** Addresses of the requests, below the association. */
import { useParams } from 'react-router';
import { segmentOf } from '../../app/paths.ts';

export const requestPaths = {
  list: 'requests',
  new: 'requests/new',
  /** @param documentId `request:<local>` */
  one: (documentId: string) => `requests/${segmentOf(documentId)}`,
} as const;

/** The document that `:id` in the address names; '' when it names none. */
export function useRequestId(): string {
  const { id = '' } = useParams();
  return id === '' ? '' : `request:${id}`;
}
