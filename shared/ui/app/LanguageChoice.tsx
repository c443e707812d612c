/** The two languages, each by its own name, to change at once. */
import type { ReactNode } from 'react';
import { isLanguage, LANGUAGES } from '../i18n/messages.ts';
import { useText } from '../i18n/Text.tsx';
import { Segmented } from '../kit/Segmented.tsx';
import { usePreferences } from './context.ts';
import { languageInForce, usePreferenceValues } from './preferences.ts';

const NAMES = { en: 'app.language.en', es: 'app.language.es' } as const;

export function LanguageChoice(): ReactNode {
  const t = useText();
  const preferences = usePreferences();
  return (
    <Segmented
      label={t('app.account.language')}
      value={languageInForce(usePreferenceValues(preferences), navigator.languages)}
      segments={LANGUAGES.map((value) => ({ value, label: t(NAMES[value]) }))}
      onChange={(value) => isLanguage(value) && preferences.set({ language: value })}
    />
  );
}
