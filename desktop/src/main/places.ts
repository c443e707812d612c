/** The places that the menu goes to, as paths of the app (the shared screens' own addresses). Pure. */
import { HOME_PATH, ownUrl } from './app-origin.ts';

export type Place = 'home' | 'new-request' | 'requests' | 'inbox' | 'unsent' | 'settings';

const BELOW: Readonly<Record<Place, string>> = {
  home: '',
  'new-request': '/requests/new',
  requests: '/requests',
  inbox: '/inbox',
  unsent: '/unsent',
  settings: '/settings',
};
/** First segments below /app/ that are no association. */
const NO_ASSOCIATION: readonly string[] = ['', 'sign-in', 'index.html'];

/** In the association that the window now shows; the app's start where it shows none. */
export function pathOfPlace(place: Place, shown: string): string {
  const path = ownUrl(shown)?.pathname ?? '';
  const association = path.startsWith(HOME_PATH) ? (path.slice(HOME_PATH.length).split('/')[0] ?? '') : '';
  return NO_ASSOCIATION.includes(association) ? HOME_PATH : `${HOME_PATH}${association}${BELOW[place]}`;
}
