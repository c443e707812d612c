/** The window and the ways to it: start, a second start, a link, a notice, the menu. One window, whatever the way. */
import type { BrowserWindow } from 'electron';
import { parsePush } from '../bridge/parse.ts';
import type { PushName, Pushes } from '../bridge/channels.ts';
import { APP_ORIGIN, CONNECT_PATH, HOME_PATH, ownUrl } from './app-origin.ts';
import { bringForward } from './window.ts';

export interface DeskParts {
  /** Whether a server is configured; without one, every way leads to the connect page. */
  readonly hasServer: () => boolean;
  readonly open: (address: string) => BrowserWindow;
}

export interface Desk {
  window(): BrowserWindow | undefined;
  /** Brings the window forward, or opens it, at a path of the app; without a path, where it was. */
  show(path?: string): void;
  /** The page that asks for a server. */
  showConnect(): void;
  push<K extends PushName>(name: K, message: Pushes[K]): void;
}

/** Whether the app runs in this window, so that it can go to another path by itself, keeping what is being written. */
function runsApp(window: BrowserWindow): boolean {
  const path = ownUrl(window.webContents.getURL())?.pathname ?? '';
  return path.startsWith(HOME_PATH) && !window.webContents.isLoadingMainFrame();
}

export function createDesk({ hasServer, open }: DeskParts): Desk {
  let window: BrowserWindow | undefined;
  const openAt = (path: string): void => {
    const opened = open(`${APP_ORIGIN}${hasServer() ? path : CONNECT_PATH}`);
    opened.on('closed', () => {
      if (window === opened) window = undefined;
    });
    window = opened;
  };
  const push: Desk['push'] = (name, message) => {
    if (parsePush[name](message) === undefined) throw new Error(`${name}: not such a message`);
    window?.webContents.send(name, message);
  };
  return {
    window: () => window,
    push,
    show(path) {
      if (window === undefined) return openAt(path ?? HOME_PATH);
      bringForward(window);
      if (path === undefined || !hasServer()) return;
      if (runsApp(window)) push('navigate', { path });
      else void window.loadURL(`${APP_ORIGIN}${path}`);
    },
    showConnect() {
      if (window === undefined) openAt(CONNECT_PATH);
      else void window.loadURL(`${APP_ORIGIN}${CONNECT_PATH}`);
    },
  };
}
