/** The words of this feature, and their ids for the compiler. */
import type { MessageSource } from '../../i18n/messages.ts';
import en from './messages/en.json';

declare module '../../i18n/catalogue.ts' {
  interface MessageCatalogue extends Record<keyof typeof en, string> {}
}

export const paymentsMessages = {
  en,
  es: async () => (await import(/* webpackChunkName: "es-features" */ './messages/es.json')).default,
} satisfies MessageSource;
