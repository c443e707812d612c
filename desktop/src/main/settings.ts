/** What the app remembers between starts, each in a small file of its own in its data folder. */
import { join } from 'node:path';
import type { Language } from '../bridge/channels.ts';
import { jsonFile, type JsonFile } from './json-file.ts';
import type { Log } from './log.ts';
import { parseServerSetting } from './server-address.ts';
import { parseStoredToken, type StoredToken } from './token-store.ts';
import { parsePlace, type WindowPlace } from './window-place.ts';
import { languageOf, parseLanguageSetting } from './words.ts';

export interface Settings {
  /** Origin of the association's server; undefined until someone has connected. */
  server(): string | undefined;
  setServer(origin: string): void;
  /** The page's language once it has told, the system's before. */
  language(): Language;
  setLanguage(language: Language): void;
  readonly place: JsonFile<WindowPlace>;
  readonly token: JsonFile<StoredToken>;
}

export function openSettings(folder: string, systemLanguages: readonly string[], log: Log): Settings {
  const at = <T>(name: string, parse: (value: unknown) => T | undefined): JsonFile<T> =>
    jsonFile(join(folder, `${name}.json`), parse, log);
  const servers = at('server', parseServerSetting);
  const languages = at('language', parseLanguageSetting);
  let server = servers.read()?.server;
  let language = languages.read()?.language ?? languageOf(systemLanguages);
  return {
    server: () => server,
    setServer(origin) {
      servers.write({ server: origin });
      server = origin;
    },
    language: () => language,
    setLanguage(wanted) {
      languages.write({ language: wanted });
      language = wanted;
    },
    place: at('window', parsePlace),
    token: at('session', parseStoredToken),
  };
}
