/** `communitrak://<association>/requests/<id>` → the app's path. What is not exactly such a link opens nothing. */
import { HOME_PATH } from './app-origin.ts';

export const LINK_SCHEME = 'communitrak';

/** As ids are written (handbook sync.md section 2): lower case, digits, dot and dash. */
const LOCAL_ID = /^[a-z0-9][a-z0-9.-]{0,119}$/;

/** The places that a link may name; anything else leads nowhere rather than somewhere near. */
function pathBelow(segments: readonly string[]): string | undefined {
  const [place, id, ...more] = segments;
  if (place === undefined) return '';
  if (place !== 'requests' || more.length > 0) return undefined;
  if (id === undefined) return '/requests';
  return LOCAL_ID.test(id) ? `/requests/${id}` : undefined;
}

export function pathOfLink(link: string): string | undefined {
  if (!URL.canParse(link)) return undefined;
  const { protocol, host, username, pathname } = new URL(link);
  // `host` has a port in it where there is one: no association is written so.
  if (protocol !== `${LINK_SCHEME}:` || username !== '' || !LOCAL_ID.test(host)) return undefined;
  const below = pathBelow(pathname.split('/').filter((segment) => segment !== ''));
  return below === undefined ? undefined : `${HOME_PATH}${host}${below}`;
}

/** The link among the words the app was started with (Windows and Linux hand it over so). */
export function pathInArguments(words: readonly string[]): string | undefined {
  return words.map(pathOfLink).find((path) => path !== undefined);
}
