/**
 * Guards at both ends of the bridge: what crosses is unknown until one of these has looked at it. Undefined means
 * "not such a message"; the caller refuses it.
 */
import { CONNECT_PROBLEMS, MENUS } from './channels.ts';
import type {
  Calls,
  Connect,
  ConnectAnswer,
  KeyBytes,
  Language,
  MaybeKeyBytes,
  MenuEntry,
  Nothing,
  Notice,
  Pushes,
  SaveFile,
  Tells,
} from './channels.ts';

const MAX_NAME = 200;
const MAX_TITLE = 200;
const MAX_BODY = 2000;
const MAX_PATH = 2000;
const MAX_ADDRESS = 500;
const MAX_ENTRIES = 60;
const MAX_LABEL = 80;
const MAX_COUNT = 99_999;
/** A key, or what a key store makes of one. */
const MAX_KEY_BYTES = 4096;
/** An export with photos stays well below this; more is a fault, and would stall the main process. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024;

type Guard<T> = (value: unknown) => T | undefined;
type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return { ...value };
}

function isText(value: unknown, max: number): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= max;
}

/** A path of the app itself: never another page of the package, never another place. */
export function isAppPath(value: unknown): value is string {
  if (!isText(value, MAX_PATH) || !(value === '/app' || value.startsWith('/app/'))) return false;
  return !/[\\\s]|\/\/|(^|\/)\.\.?(\/|$|\?|#)/.test(value);
}

function parseNothing(value: unknown): Nothing | undefined {
  const found = fields(value);
  return found !== undefined && Object.keys(found).length === 0 ? {} : undefined;
}

function parseSaveFile(value: unknown): SaveFile | undefined {
  const found = fields(value);
  if (found === undefined || !isText(found['name'], MAX_NAME)) return undefined;
  const bytes = found['bytes'];
  if (!(bytes instanceof Uint8Array) || bytes.byteLength > MAX_FILE_BYTES) return undefined;
  return { name: found['name'], bytes };
}

function parseKeyBytes(value: unknown): KeyBytes | undefined {
  const bytes = fields(value)?.['bytes'];
  if (!(bytes instanceof Uint8Array) || bytes.byteLength === 0 || bytes.byteLength > MAX_KEY_BYTES)
    return undefined;
  // Of its own memory: what crosses may be a window on somebody else's.
  return { bytes: new Uint8Array(bytes) };
}

function parseMaybeKeyBytes(value: unknown): MaybeKeyBytes | undefined {
  return fields(value)?.['bytes'] === undefined ? parseNothing(value) : parseKeyBytes(value);
}

function parseConnect(value: unknown): Connect | undefined {
  const address = fields(value)?.['address'];
  // An empty address is a person's slip, not a broken message: it gets its words from the address check.
  return typeof address === 'string' && address.length <= MAX_ADDRESS ? { address } : undefined;
}

function parseNotice(value: unknown): Notice | undefined {
  const found = fields(value);
  if (found === undefined || !isText(found['title'], MAX_TITLE)) return undefined;
  const { title, body, path } = found;
  if (typeof body !== 'string' || body.length > MAX_BODY || !isAppPath(path)) return undefined;
  return { title, body, path };
}

function parseLanguage(value: unknown): { language: Language } | undefined {
  const language = fields(value)?.['language'];
  return language === 'en' || language === 'es' ? { language } : undefined;
}

/** One key with Ctrl or ⌘: nothing that takes a key from the fields, and nothing that Electron cannot read. */
const ACCELERATOR = /^CmdOrCtrl\+(Shift\+)?[A-Z0-9,]$/;

function parseMenuEntry(value: unknown): MenuEntry | undefined {
  const found = fields(value);
  const menu = MENUS.find((known) => known === found?.['menu']);
  if (found === undefined || menu === undefined) return undefined;
  const { label, path, accelerator } = found;
  if (!isText(label, MAX_LABEL) || !isAppPath(path)) return undefined;
  if (accelerator === undefined) return { menu, label, path };
  if (typeof accelerator !== 'string' || !ACCELERATOR.test(accelerator)) return undefined;
  return { menu, label, path, accelerator };
}

/** All or none: a menu with a hole in it would be a fault that nobody sees. */
function parseMenu(value: unknown): { entries: readonly MenuEntry[] } | undefined {
  const entries = fields(value)?.['entries'];
  if (!Array.isArray(entries) || entries.length > MAX_ENTRIES) return undefined;
  const parsed = entries.flatMap((entry: unknown) => parseMenuEntry(entry) ?? []);
  const keys = parsed.flatMap(({ accelerator }) => accelerator ?? []);
  if (parsed.length !== entries.length || new Set(keys).size !== keys.length) return undefined;
  return { entries: parsed };
}

function parseBadge(value: unknown): { count: number } | undefined {
  const count = fields(value)?.['count'];
  if (typeof count !== 'number' || !Number.isInteger(count)) return undefined;
  return count >= 0 && count <= MAX_COUNT ? { count } : undefined;
}

function parseNavigate(value: unknown): { path: string } | undefined {
  const path = fields(value)?.['path'];
  return isAppPath(path) ? { path } : undefined;
}

function parseSaved(value: unknown): { saved: boolean } | undefined {
  const saved = fields(value)?.['saved'];
  return typeof saved === 'boolean' ? { saved } : undefined;
}

function parseConnectAnswer(value: unknown): ConnectAnswer | undefined {
  const found = fields(value);
  if (found?.['ok'] === true) return { ok: true };
  const problem = CONNECT_PROBLEMS.find((code) => code === found?.['problem']);
  return found?.['ok'] === false && problem !== undefined ? { ok: false, problem } : undefined;
}

export const parseCall: { readonly [K in keyof Calls]: Guard<Calls[K]['request']> } = {
  'save-file': parseSaveFile,
  print: parseNothing,
  'lock-key': parseKeyBytes,
  'unlock-key': parseKeyBytes,
  connect: parseConnect,
};

export const parseAnswer: { readonly [K in keyof Calls]: Guard<Calls[K]['answer']> } = {
  'save-file': parseSaved,
  print: parseNothing,
  'lock-key': parseMaybeKeyBytes,
  'unlock-key': parseMaybeKeyBytes,
  connect: parseConnectAnswer,
};

export const parseTell: { readonly [K in keyof Tells]: Guard<Tells[K]> } = {
  notify: parseNotice,
  language: parseLanguage,
  menu: parseMenu,
  badge: parseBadge,
};

export const parsePush: { readonly [K in keyof Pushes]: Guard<Pushes[K]> } = {
  navigate: parseNavigate,
  'show-keys': parseNothing,
};
