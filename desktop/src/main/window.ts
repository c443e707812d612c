/** The app's one window: placed where it was, shown when there is something to see, brought back when its page dies. */
import { BrowserWindow, nativeTheme, screen, type BrowserWindowConstructorOptions } from 'electron';
import type { JsonFile } from './json-file.ts';
import type { Log } from './log.ts';
import { PAGE_PREFERENCES } from './security.ts';
import { GROUND, MIN_SIZE, placeWindow, type WindowPlace } from './window-place.ts';

export interface WindowParts {
  readonly preload: string;
  /** Picture for the task bar (Linux; the others take it from the package). */
  readonly icon: string;
  readonly place: JsonFile<WindowPlace>;
  /** False in a released app. */
  readonly devTools: boolean;
  readonly log: Log;
}

function windowOptions(parts: WindowParts, bounds: Partial<WindowPlace>): BrowserWindowConstructorOptions {
  return {
    ...bounds,
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    show: false,
    title: 'Communitrak',
    icon: parts.icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light,
    webPreferences: { ...PAGE_PREFERENCES, preload: parts.preload, devTools: parts.devTools },
  };
}

function rememberPlace(window: BrowserWindow, { place, log }: WindowParts): void {
  window.on('close', () => {
    try {
      place.write({ ...window.getNormalBounds(), maximized: window.isMaximized() });
    } catch (fault) {
      log('the window’s place could not be kept', fault); // no reason to keep the window open
    }
  });
}

export function openWindow(address: string, parts: WindowParts): BrowserWindow {
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
  const { bounds, maximized } = placeWindow(parts.place.read(), areas);
  const window = new BrowserWindow(windowOptions(parts, bounds));
  rememberPlace(window, parts);
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    parts.log(`the page ended: ${reason}`);
    // All it knew is in its database: a fresh page is the whole cure. A clean exit is the window closing.
    if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload();
  });
  window.loadURL(address).catch((fault: unknown) => parts.log('the page could not be shown', fault));
  return window;
}

export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
