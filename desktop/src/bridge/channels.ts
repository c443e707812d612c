/**
 * Everything that may pass between the page and the main process: one table, by channel name. A message that is not
 * here does not exist. Knows no Electron: both ends wire it.
 */

/** Page asks, main answers. */
export interface Calls {
  /** Save dialogue, then the bytes. `saved: false` when cancelled or when writing failed (main has said so). */
  'save-file': { readonly request: SaveFile; readonly answer: { readonly saved: boolean } };
  /** Print dialogue for the page as it stands. */
  print: { readonly request: Nothing; readonly answer: Nothing };
  /** A key as the system's key store locks it, and back; without `bytes` where that cannot be. */
  'lock-key': { readonly request: KeyBytes; readonly answer: MaybeKeyBytes };
  'unlock-key': { readonly request: KeyBytes; readonly answer: MaybeKeyBytes };
  /** Only from the connect page: checks the address and keeps it. The page never gets an address back. */
  connect: { readonly request: Connect; readonly answer: ConnectAnswer };
}

/** Page tells, nobody answers. */
export interface Tells {
  notify: Notice;
  /** The page's language changed: the menu follows. */
  language: { readonly language: Language };
  /** What the page puts into the menu bar, in its language; in place of what it had put there. */
  menu: { readonly entries: readonly MenuEntry[] };
  /** How many things are new, for the app's icon; 0 takes the number away. */
  badge: { readonly count: number };
}

/** Main tells the page. */
export interface Pushes {
  /** Show this path of the app: from the menu, a notice or a communitrak:// link. */
  navigate: { readonly path: string };
  /** Show the list of keys, as `?` does. */
  'show-keys': Nothing;
}

export type CallName = keyof Calls;
export type TellName = keyof Tells;
export type PushName = keyof Pushes;

export const CALL_NAMES = [
  'save-file',
  'print',
  'lock-key',
  'unlock-key',
  'connect',
] as const satisfies readonly CallName[];
export const TELL_NAMES = ['notify', 'language', 'menu', 'badge'] as const satisfies readonly TellName[];

export type Nothing = Readonly<Record<string, never>>;
export type Language = 'en' | 'es';

export interface SaveFile {
  /** A suggestion; the person may change it in the dialogue. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface KeyBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
}
export type MaybeKeyBytes = Partial<KeyBytes>;

export interface Notice {
  readonly title: string;
  readonly body: string;
  /** Path of the app to show when the notice is clicked. */
  readonly path: string;
}

export const MENUS = ['file', 'go', 'app'] as const;

export interface MenuEntry {
  /** `app`: the application's own menu on a Mac, the end of *Go* elsewhere. */
  readonly menu: (typeof MENUS)[number];
  readonly label: string;
  /** Path of the app to show. */
  readonly path: string;
  /** Ctrl or ⌘ with one key: `CmdOrCtrl+N`. */
  readonly accelerator?: string;
}

export interface Connect {
  readonly address: string;
}

export const CONNECT_PROBLEMS = [
  'not-an-address', // cannot be read as an address
  'not-secure', // http:// to anything but this computer
  'unreachable', // nothing answers there
  'not-communitrak', // something answers, but not our server
  'cancelled', // changing servers was asked about, and declined
] as const;
export type ConnectProblem = (typeof CONNECT_PROBLEMS)[number];
export type ConnectAnswer = { readonly ok: true } | { readonly ok: false; readonly problem: ConnectProblem };

/** What the preload puts on `window.communitrak`. */
export interface DesktopBridge {
  saveFile(file: SaveFile): Promise<{ readonly saved: boolean }>;
  print(): Promise<void>;
  lockKey(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | undefined>;
  unlockKey(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | undefined>;
  connect(address: string): Promise<ConnectAnswer>;
  notify(notice: Notice): void;
  setLanguage(language: Language): void;
  setMenu(entries: readonly MenuEntry[]): void;
  setBadge(count: number): void;
  /** Calls back with a path to show; returns how to stop listening. */
  onNavigate(listener: (path: string) => void): () => void;
  onShowKeys(listener: () => void): () => void;
}
