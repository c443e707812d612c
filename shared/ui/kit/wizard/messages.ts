/** The wizard's words, and their ids for the compiler. They come with the screens, not with the sign-in. */
import type { MessageSource } from '../../i18n/messages.ts';
import en from './messages/en.json';

declare module '../../i18n/catalogue.ts' {
  interface MessageCatalogue extends Record<keyof typeof en, string> {}
}

export const wizardMessages = {
  en,
  es: async () => (await import(/* webpackChunkName: "es-features" */ './messages/es.json')).default,
} satisfies MessageSource;
