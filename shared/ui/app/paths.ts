/** Addresses, below `/app`: of the association, of sign-in, and of what comes from outside. A feature's are its own. */
import { useMemo } from 'react';
import { useParams } from 'react-router';

export const BASE = '/app';
export const SIGN_IN = '/sign-in';
/** Below the association: the page with every place there is. */
export const MORE = 'more';
/** Of a path below the association that somebody outside asks for: a link, a shortcut of the installed app. */
export const ASKED = 'open';

/** A path below an association as the router wants it: `at('willow', 'requests/new')` → `/willow/requests/new`. */
export function pathBelow(association: string, path: string): string {
  const root = `/${encodeURIComponent(association)}`;
  return path === '' ? root : `${root}/${path}`;
}

/** Paths of the association in the URL: `const at = useAt(); at('requests/new')`. */
export function useAt(): (path: string) => string {
  const { association = '' } = useParams();
  return useMemo(() => (path: string) => pathBelow(association, path), [association]);
}

/** The part of a path that stands for a document: `request:0190…` → `0190…`. */
export function segmentOf(documentId: string): string {
  return encodeURIComponent(documentId.slice(documentId.indexOf(':') + 1));
}

/** Sign-in that leads back where one was. @param back path below `/app` with its query, or '' for the start. */
export function signInPath(back: string): string {
  return back === '' || back === '/' ? SIGN_IN : `${SIGN_IN}?back=${encodeURIComponent(back)}`;
}

/** A path of this app and no other site's: `//evil.example` and `https:…` lead to the start. */
export function safeBack(back: string | null): string {
  return back !== null && /^\/(?![/\\])/.test(back) ? back : '/';
}

/** Carries a path from outside to where the features are known, which let it in or not (AskedPath.tsx). */
export function withAsked(path: string, asked: string | null): string {
  return asked === null || asked === '' ? path : `${path}?${ASKED}=${encodeURIComponent(asked)}`;
}
