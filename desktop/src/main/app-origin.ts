/** The page's own address. Everything the page loads comes from here; nothing else is let in. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'communitrak';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
export const HOME_PATH = '/app/';
/** First start, and "Change server": a small page of the package that asks where the association's server is. */
export const CONNECT_PATH = '/connect';

/** The address as a URL when it is one of ours, else undefined. Other hosts, ports and names in it are not ours. */
export function ownUrl(address: string): URL | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const ours = url.protocol === `${APP_SCHEME}:` && url.host === APP_HOST;
  return ours && url.username === '' && url.password === '' ? url : undefined;
}

/** Whether this is a page of ours that a window may show: the app or the connect page, never raw data. */
export function isOwnPage(address: string): boolean {
  const path = ownUrl(address)?.pathname;
  return path !== undefined && (path === '/app' || path.startsWith(HOME_PATH) || path === CONNECT_PATH);
}
