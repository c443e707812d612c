/** The parts of the main process, made once: settings, window, dialogues, token. Wiring only. */
import { app, safeStorage } from 'electron';
import { join } from 'node:path';
import type { MenuEntry } from '../bridge/channels.ts';
import { createDesk, type Desk } from './desk.ts';
import { createDialogs, type Dialogs } from './dialogs.ts';
import { createEventStreams, type EventStreams } from './event-streams.ts';
import { createKeyLocking, type KeyLocking } from './key-lock.ts';
import type { Log } from './log.ts';
import { openSettings, type Settings } from './settings.ts';
import { openTokenStore, type KeyStore, type TokenStore } from './token-store.ts';
import { openWindow } from './window.ts';
import { wordsIn } from './words.ts';

export interface Parts {
  readonly settings: Settings;
  readonly desk: Desk;
  readonly dialogs: Dialogs;
  readonly token: TokenStore;
  readonly keys: KeyLocking;
  readonly streams: EventStreams;
  /** What the page has put into the menu bar. */
  readonly menu: { entries: readonly MenuEntry[] };
  readonly log: Log;
}

/** Where the build lies, in a released app and in a working tree alike. */
export function built(...names: string[]): string {
  return join(app.getAppPath(), 'dist', ...names);
}

const keyStore: KeyStore = {
  isAvailable: () =>
    safeStorage.isEncryptionAvailable() &&
    !(process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text'),
  encrypt: (text) => safeStorage.encryptString(text),
  decrypt: (bytes) => safeStorage.decryptString(Buffer.from(bytes)),
};

export function createParts(log: Log): Parts {
  const settings = openSettings(app.getPath('userData'), app.getPreferredSystemLanguages(), log);
  const streams = createEventStreams();
  const desk: Desk = createDesk({
    hasServer: () => settings.server() !== undefined,
    open(address) {
      const devTools = !app.isPackaged;
      const window = openWindow(address, {
        preload: built('preload.cjs'),
        icon: built('icon.png'),
        place: settings.place,
        devTools,
        log,
      });
      window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
        if (isMainFrame && !isSameDocument) streams.closeAll();
      });
      return window;
    },
  });
  const dialogs = createDialogs({ words: () => wordsIn(settings.language()), window: () => desk.window() });
  const token = openTokenStore({
    file: settings.token,
    keys: keyStore,
    server: () => settings.server(),
    onMemoryOnly: () => dialogs.sayMemoryOnly(),
    log,
  });
  const keys = createKeyLocking(keyStore, log);
  return { settings, desk, dialogs, token, keys, streams, menu: { entries: [] }, log };
}
