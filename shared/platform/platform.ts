/**
 * What a shell (browser or desktop) can do that the shared screens need. Types only; each shell supplies one.
 */
export interface Platform {
  readonly kind: 'browser' | 'desktop';
  /** Base for requests, without a trailing slash: '' in the browser, `app://communitrak` on the desktop. */
  readonly baseUrl: string;
  /** Lets the member choose images: camera or files. Resolves to [] when cancelled. */
  pickImages(source: 'camera' | 'files'): Promise<readonly PickedFile[]>;
  /** Saves bytes under a suggested name, by download or save dialogue. False when cancelled. */
  saveFile(name: string, content: Blob): Promise<boolean>;
  print(): void;
  /** Leaves for a page of somebody else's (`https://checkout.stripe.com/…`), which leads back to the app in its own time. */
  leaveFor(address: string): void;
  /** System notice where the member allowed it; silent otherwise. `path` is a screen's, below `/app` (`/willow/requests/…`). */
  notify(notice: { readonly title: string; readonly body: string; readonly path: string }): void;
  /** Absent in a browser: there a key cannot be read out, but lies with what it seals. */
  readonly keyLock?: KeyLock;
  /** Absent in a browser. */
  readonly desk?: Desk;
  /** On the app's icon, where the system shows one; 0 takes it away. */
  setBadge(count: number): void;
  readonly updates: AppUpdates;
  readonly install: InstallPrompt;
}

/** What only a program of its own has. */
export interface Desk {
  /** The app's own entries in the menu bar; [] takes them away. */
  setMenu(entries: readonly DeskMenuEntry[]): void;
}

export interface DeskMenuEntry {
  /** `app`: the application's own menu on a Mac, the end of *Go* elsewhere. */
  readonly menu: 'file' | 'go' | 'app';
  /** In the member's language. */
  readonly label: string;
  /** A screen's, below `/app`. */
  readonly path: string;
  /** `CmdOrCtrl+N`. */
  readonly accelerator?: string;
}

/** The system's own store of secrets: what it locks, only this person can unlock, on this computer. */
export interface KeyLock {
  /** Undefined where the system has no such store. */
  lock(key: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Undefined when it cannot be unlocked: the store is locked, was reset, or is another one. */
  unlock(locked: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

export interface PickedFile {
  readonly name: string;
  readonly content: Blob;
}

/** "New version ready": told, applied when the member says so, never by itself. */
export interface AppUpdates {
  subscribe(onChange: () => void): () => void;
  isReady(): boolean;
  /** Restarts into the new version. */
  apply(): void;
}

/** The browser's offer to install; never shown where there is none. */
export interface InstallPrompt {
  subscribe(onChange: () => void): () => void;
  isAvailable(): boolean;
  show(): Promise<void>;
}
