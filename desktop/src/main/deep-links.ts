/** `communitrak://<association>/requests/<id>` → the app's path. What is not exactly such a link opens nothing. */
import { HOME_PATH } from './app-origin.ts';

export const LINK_SCHEME = 'communitrak';

/** As ids are written (handbook sync.md section 2): lower case, digits, dot and dash. */
const LOCAL_ID = /^[a-z0-9][a-z0-9.-]{0,119}$/;

export function pathOfLink(link: string): string | undefined {
  if (!URL.canParse(link)) return undefined;
  const { protocol, hostname, host, username, pathname } = new URL(link);
  if (protocol !== `${LINK_SCHEME}:` || host !== hostname || username !== '') return undefined;
  if (!LOCAL_ID.test(hostname)) return undefined;
  const segments = pathname.split('/').filter((segment) => segment !== '');
  if (segments.length === 0) return `${HOME_PATH}${hostname}`;
  const [place, id, ...more] = segments;
  if (place !== 'requests' || more.length > 0) return undefined;
  if (id === undefined) return `${HOME_PATH}${hostname}/requests`;
  return LOCAL_ID.test(id) ? `${HOME_PATH}${hostname}/requests/${id}` : undefined;
}

/** The link among the words the app was started with (Windows and Linux hand it over so). */
export function pathInArguments(words: readonly string[]): string | undefined {
  return words.map(pathOfLink).find((path) => path !== undefined);
}
