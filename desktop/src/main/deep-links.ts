/**
 * `communitrak://<association>/<path>` → the app's own address that asks for that path. By shape alone: which paths there
 * are, and which of them a link may open, the page knows, and leads to its start otherwise. Not such a link: nothing.
 */
import { HOME_PATH } from './app-origin.ts';

export const LINK_SCHEME = 'communitrak';

/** As ids are written, and all that a path is made of: lower case, digits, dot and dash. */
const SEGMENT = /^[a-z0-9][a-z0-9.-]{0,119}$/;
const MOST_SEGMENTS = 6;

export function pathOfLink(link: string): string | undefined {
  if (!URL.canParse(link)) return undefined;
  const { protocol, host, username, pathname } = new URL(link);
  // `host` has a port in it where there is one: no association is written so.
  if (protocol !== `${LINK_SCHEME}:` || username !== '' || !SEGMENT.test(host)) return undefined;
  const segments = pathname.split('/').filter((segment) => segment !== '');
  if (segments.length > MOST_SEGMENTS || !segments.every((segment) => SEGMENT.test(segment)))
    return undefined;
  return segments.length === 0
    ? `${HOME_PATH}${host}`
    : `${HOME_PATH}${host}?open=${encodeURIComponent(segments.join('/'))}`;
}

/** The link among the words the app was started with (Windows and Linux hand it over so). */
export function pathInArguments(words: readonly string[]): string | undefined {
  return words.map(pathOfLink).find((path) => path !== undefined);
}
