/** Addresses of the screens, below `/app`. The URL names what is seen; `communitrak://` links map to the same. */
import { useMemo } from 'react';
import { useParams } from 'react-router';

export const BASE = '/app';
export const SIGN_IN = '/sign-in';

export interface Paths {
  readonly home: string;
  readonly requests: string;
  readonly newRequest: string;
  /** @param documentId `request:<local>` */
  readonly request: (documentId: string) => string;
  readonly inbox: string;
  /** @param documentId `request:<local>` */
  readonly inboxRequest: (documentId: string) => string;
  readonly unsent: string;
  readonly settings: string;
}

/** @param association local id, as in the URL */
export function pathsOf(association: string): Paths {
  const root = `/${encodeURIComponent(association)}`;
  const local = (documentId: string): string =>
    encodeURIComponent(documentId.slice(documentId.indexOf(':') + 1));
  return {
    home: root,
    requests: `${root}/requests`,
    newRequest: `${root}/requests/new`,
    request: (documentId) => `${root}/requests/${local(documentId)}`,
    inbox: `${root}/inbox`,
    inboxRequest: (documentId) => `${root}/inbox/${local(documentId)}`,
    unsent: `${root}/unsent`,
    settings: `${root}/settings`,
  };
}

/** Paths of the community in the URL. */
export function usePaths(): Paths {
  const { association = '' } = useParams();
  return useMemo(() => pathsOf(association), [association]);
}

/** The document that `requests/:id` or `inbox/:id` names; '' when the URL names none. */
export function useRequestId(): string {
  const { id = '' } = useParams();
  return id === '' ? '' : `request:${id}`;
}

/** Sign-in that leads back where one was. @param back path below `/app` with its query, or '' for the start. */
export function signInPath(back: string): string {
  return back === '' || back === '/' ? SIGN_IN : `${SIGN_IN}?back=${encodeURIComponent(back)}`;
}

/** A path of this app and no other site's: `//evil.example` and `https:…` lead to the start. */
export function safeBack(back: string | null): string {
  return back !== null && /^\/(?![/\\])/.test(back) ? back : '/';
}
