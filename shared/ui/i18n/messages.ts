/**
 * The core's words by language, and the languages there are. English is the source: message ids and their type come from
 * its files. One JSON file an area, flat ids (`app.nav.label`). A feature's words lie with the feature. Knows no React.
 */
import type { MessageCatalogue } from './catalogue.ts';
import enApp from './en/app.json';
import enKit from './en/kit.json';
import enSignIn from './en/signIn.json';
import enStatus from './en/status.json';

/** Every id that has words. */
export type MessageId = keyof MessageCatalogue;
export type Messages = Readonly<Record<string, string>>;

export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One area's words: English at once, any other language as a part of its own (cached with the shell). */
export interface MessageSource {
  readonly en: Messages;
  readonly es: () => Promise<Messages>;
}

export const CORE_MESSAGES: MessageSource = {
  en: { ...enApp, ...enKit, ...enSignIn, ...enStatus },
  es: async () => (await import(/* webpackChunkName: "es" */ './es/index.ts')).SPANISH,
};

/** The words of all sources, there and then; undefined where some have to be fetched. */
export function messagesAtHand(sources: readonly MessageSource[], language: Language): Messages | undefined {
  return language === 'en' ? Object.assign({}, ...sources.map(({ en }) => en)) : undefined;
}

export async function loadMessages(sources: readonly MessageSource[], language: Language): Promise<Messages> {
  const parts = await Promise.all(
    sources.map(async (source) => (language === 'en' ? source.en : await source.es())),
  );
  return Object.assign({}, ...parts);
}

export function isLanguage(value: unknown): value is Language {
  return (LANGUAGES as readonly unknown[]).includes(value);
}

/** The first of the browser's languages that we speak, else English. `['es-MX', 'en']` → `es`. */
export function languageFor(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const base = tag.toLowerCase().split('-')[0];
    if (isLanguage(base)) return base;
  }
  return 'en';
}

/** The locale whose formats fit: the browser's own regional variant of the language where it has one. */
export function localeFor(language: Language, preferred: readonly string[]): string {
  const regional = preferred.find((tag) => tag.toLowerCase().split('-')[0] === language);
  return regional ?? (language === 'en' ? 'en-US' : 'es-US');
}
