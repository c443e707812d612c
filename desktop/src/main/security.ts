/**
 * What the page may do beyond itself: nothing that is not named here. Each rule is a pure decision; `guard` hangs them
 * into a session and its pages. Knows no feature.
 */
import type { App, Session, WebContents, WebPreferences } from 'electron';
import { isOwnPage, ownUrl } from './app-origin.ts';
import type { Log } from './log.ts';

/** The page is a page: no Node, its own world apart from the preload's, in the system's sandbox. */
export const PAGE_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: true,
} as const satisfies WebPreferences;

/**
 * Notices; storage that the system does not clear by itself (the replica lives there); copying text out. Photos come
 * through the system's file dialogue, so the camera, like all else, stays closed.
 */
const PERMISSIONS: readonly string[] = ['notifications', 'persistent-storage', 'clipboard-sanitized-write'];

export function mayHave(permission: string, asker: string): boolean {
  return PERMISSIONS.includes(permission) && ownUrl(asker) !== undefined;
}

/** What a link that leads out of the app may open, in the system's own programs. */
export function opensOutside(address: string): boolean {
  return URL.canParse(address) && ['https:', 'mailto:', 'tel:'].includes(new URL(address).protocol);
}

export interface Guards {
  readonly openExternal: (address: string) => Promise<void>;
  readonly log: Log;
}

function sendOutside(address: string, { openExternal, log }: Guards): void {
  if (!opensOutside(address)) {
    log(
      `refused to open ${URL.canParse(address) ? new URL(address).protocol : 'something that is no address'}`,
    );
    return;
  }
  openExternal(address).catch((fault: unknown) => log('the system could not open a link', fault));
}

function guardPage(page: WebContents, guards: Guards): void {
  page.setWindowOpenHandler(({ url }) => {
    sendOutside(url, guards);
    return { action: 'deny' };
  });
  page.on('will-frame-navigate', (event) => {
    if (isOwnPage(event.url)) return;
    event.preventDefault();
    if (event.isMainFrame) sendOutside(event.url, guards);
  });
  page.on('will-redirect', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  page.on('will-attach-webview', (event) => event.preventDefault());
}

export function guard(app: App, session: Session, guards: Guards): void {
  session.setPermissionRequestHandler((_page, permission, decide, details) => {
    decide(mayHave(permission, details.requestingUrl));
  });
  session.setPermissionCheckHandler((_page, permission, origin) => mayHave(permission, origin));
  session.setDevicePermissionHandler(() => false);
  app.on('web-contents-created', (_event, page) => guardPage(page, guards));
}
