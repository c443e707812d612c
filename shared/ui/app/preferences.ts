/**
 * What the member chose for this device: language, theme, last community, navigation folded. Kept in localStorage;
 * where that is refused the choice holds until the tab closes.
 */
import { useSyncExternalStore } from 'react';
import { isLanguage, languageFor, type Language } from '../i18n/messages.ts';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEMES)[number];

export interface Preferences {
  /** Undefined follows the browser. */
  readonly language: Language | undefined;
  readonly theme: ThemeChoice;
  /** Community shown last, by its local id. */
  readonly association: string;
  readonly navFolded: boolean;
  /** Groups of the navigation that are folded. */
  readonly groupsFolded: readonly string[];
  /** The install offer was declined on this device. */
  readonly installDeclined: boolean;
}

export interface PreferenceStore {
  readonly subscribe: (onChange: () => void) => () => void;
  readonly get: () => Preferences;
  readonly set: (part: Partial<Preferences>) => void;
}

const KEY = 'communitrak.preferences';
const DEFAULTS: Preferences = {
  language: undefined,
  theme: 'auto',
  association: '',
  navFolded: false,
  groupsFolded: [],
  installDeclined: false,
};

/** @param storage what to keep it in; its getters may throw (cookies refused). */
export function createPreferences(storage: () => Storage): PreferenceStore {
  let current = parse(attempt(() => storage().getItem(KEY)) ?? null);
  const listeners = new Set<() => void>();
  return {
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    get: () => current,
    set: (part) => {
      current = { ...current, ...part };
      attempt(() => storage().setItem(KEY, JSON.stringify(current)));
      for (const listener of listeners) listener();
    },
  };
}

/** Storage that is refused or full is no fault here: the choice holds while the tab lives. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function parse(text: string | null): Preferences {
  const value = text === null ? undefined : attempt((): unknown => JSON.parse(text));
  if (typeof value !== 'object' || value === null) return DEFAULTS;
  const from = value as Record<string, unknown>;
  return {
    language: isLanguage(from['language']) ? from['language'] : undefined,
    theme: THEMES.find((theme) => theme === from['theme']) ?? 'auto',
    association: typeof from['association'] === 'string' ? from['association'] : '',
    navFolded: from['navFolded'] === true,
    groupsFolded: textsOf(from['groupsFolded']),
    installDeclined: from['installDeclined'] === true,
  };
}

/** At most as many as there can be groups: whatever else lies in storage is not ours. */
function textsOf(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [];
  return all.filter((one) => typeof one === 'string').slice(0, 20);
}

/** The language in force: the member's choice, else the first of the browser's that we speak. */
export function languageInForce(preferences: Preferences, browser: readonly string[]): Language {
  return preferences.language ?? languageFor(browser);
}

export function usePreferenceValues(store: PreferenceStore): Preferences {
  return useSyncExternalStore(store.subscribe, store.get);
}
