/**
 * The words of the screens, by language. English is the source: message ids and their type come from its files.
 * One JSON file an area, flat ids (`requests.new.title`). Knows nothing of React.
 */
import enApp from './en/app.json';
import enHome from './en/home.json';
import enInbox from './en/inbox.json';
import enKit from './en/kit.json';
import enRequests from './en/requests.json';
import enSettings from './en/settings.json';
import enSignIn from './en/signIn.json';
import enStatus from './en/status.json';
import enUnsent from './en/unsent.json';

const en = {
  ...enApp,
  ...enHome,
  ...enInbox,
  ...enKit,
  ...enRequests,
  ...enSettings,
  ...enSignIn,
  ...enStatus,
  ...enUnsent,
};

/** Every id that has words. A misspelt id does not compile. */
export type MessageId = keyof typeof en;
export type Messages = Readonly<Record<string, string>>;

export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

export const ENGLISH: Messages = en;

/** English is part of the first load; any other language arrives as one part of its own (cached with the shell). */
export async function loadMessages(language: Language): Promise<Messages> {
  if (language === 'en') return ENGLISH;
  const { SPANISH } = await import('./es/index.ts');
  return SPANISH;
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
