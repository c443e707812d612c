/**
 * Gives the screens their words and formats. While another language is still arriving, the last words stay: a screen
 * never falls back to ids.
 */
import { useEffect, useState, type ReactNode } from 'react';
import { IntlProvider } from 'react-intl';
import { ENGLISH, loadMessages, localeFor, type Language, type Messages } from './messages.ts';

interface LanguageProviderProps {
  readonly language: Language;
  readonly children: ReactNode;
  /** Tests fix it; undefined is the device's own. */
  readonly timeZone?: string;
}

interface Loaded {
  readonly language: Language;
  readonly messages: Messages;
}

export function LanguageProvider({ language, children, timeZone }: LanguageProviderProps): ReactNode {
  const [loaded, setLoaded] = useState<Loaded | undefined>(() =>
    language === 'en' ? { language, messages: ENGLISH } : undefined,
  );
  useEffect(() => {
    let wanted = true;
    loadMessages(language).then(
      (messages) => wanted && setLoaded({ language, messages }),
      // A part that cannot be fetched (first visit, then offline): English rather than an empty page.
      () => wanted && setLoaded((before) => before ?? { language: 'en', messages: ENGLISH }),
    );
    return () => {
      wanted = false;
    };
  }, [language]);
  useEffect(() => {
    if (loaded !== undefined) document.documentElement.lang = loaded.language;
  }, [loaded]);
  if (loaded === undefined) return null;
  const locale = localeFor(loaded.language, navigator.languages);
  return (
    <IntlProvider
      locale={locale}
      messages={{ ...loaded.messages }}
      {...(timeZone === undefined ? {} : { timeZone })}
    >
      {children}
    </IntlProvider>
  );
}
