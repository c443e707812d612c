/**
 * Gives the screens their words and formats. While another language is still arriving, the last words stay: a screen
 * never falls back to ids.
 */
import { useEffect, useMemo, type ReactNode } from 'react';
import { IntlProvider, useIntl } from 'react-intl';
import {
  CORE_MESSAGES,
  languageFor,
  localeFor,
  type Language,
  type Messages,
  type MessageSource,
} from './messages.ts';
import { useMessages, type LoadedMessages } from './use-messages.ts';

interface LanguageProviderProps {
  readonly language: Language;
  readonly children: ReactNode;
  /** Tests fix it; undefined is the device's own. */
  readonly timeZone?: string;
}

const CORE = [CORE_MESSAGES];

export function LanguageProvider({ language, children, timeZone }: LanguageProviderProps): ReactNode {
  const loaded = useMessages(CORE, language);
  useEffect(() => {
    if (loaded !== undefined) document.documentElement.lang = loaded.language;
  }, [loaded]);
  if (loaded === undefined) return null;
  return (
    <IntlProvider
      locale={localeFor(loaded.language, navigator.languages)}
      messages={{ ...loaded.messages }}
      {...(timeZone === undefined ? {} : { timeZone })}
    >
      {children}
    </IntlProvider>
  );
}

/** More areas' words in the language that the core speaks now. Undefined until they are here; see `MoreWords`. */
export function useMoreMessages(sources: readonly MessageSource[]): LoadedMessages | undefined {
  return useMessages(sources, languageFor([useIntl().locale]));
}

/** Adds words to the core's, below it. */
export function MoreWords(props: { readonly messages: Messages; readonly children: ReactNode }): ReactNode {
  const { messages, children } = props;
  const { locale, timeZone, messages: core } = useIntl();
  const all = useMemo(() => ({ ...core, ...messages }), [core, messages]);
  return (
    <IntlProvider
      locale={locale}
      // react-intl's own type allows compiled messages too; ours are all text.
      messages={all as Record<string, string>}
      {...(timeZone === undefined ? {} : { timeZone })}
    >
      {children}
    </IntlProvider>
  );
}
