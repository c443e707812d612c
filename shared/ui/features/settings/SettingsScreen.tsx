/** Settings: language and look, this device and its data, open sessions, parts of the app. */
import type { ReactNode } from 'react';
import { usePreferences, useReplica, useSession } from '../../app/context.ts';
import { THEMES, usePreferenceValues, type ThemeChoice } from '../../app/preferences.ts';
import { isLanguage, LANGUAGES, type MessageId } from '../../i18n/messages.ts';
import { useText } from '../../i18n/Text.tsx';
import { ChoiceField } from '../../kit/Field.tsx';
import { Facts } from '../../kit/Facts.tsx';
import { Page, Section } from '../../kit/Page.tsx';
import { CheckSection } from './CheckSection.tsx';
import { DeviceSection } from './DeviceSection.tsx';
import { ModulesSection } from './ModulesSection.tsx';
import { SessionsSection } from './SessionsSection.tsx';

const LANGUAGE_WORDS = { en: 'app.language.en', es: 'app.language.es' } as const satisfies Record<
  string,
  MessageId
>;
const THEME_WORDS = {
  auto: 'settings.theme.auto',
  light: 'settings.theme.light',
  dark: 'settings.theme.dark',
} as const satisfies Record<ThemeChoice, MessageId>;

export function SettingsScreen(): ReactNode {
  const t = useText();
  return (
    <Page title={t('settings.title')} width="text">
      <LookSection />
      <DeviceSection />
      <CheckSection />
      <SessionsSection />
      <ModulesSection />
      <AccountSection />
    </Page>
  );
}

function LookSection(): ReactNode {
  const t = useText();
  const preferences = usePreferences();
  const { language, theme } = usePreferenceValues(preferences);
  return (
    <Section title={t('settings.look.title')} text={t('settings.look.text')}>
      <ChoiceField
        inline
        label={t('settings.language')}
        value={language ?? 'auto'}
        choices={[
          { value: 'auto', label: t('settings.language.auto') },
          ...LANGUAGES.map((value) => ({ value, label: t(LANGUAGE_WORDS[value]) })),
        ]}
        onChange={(value) => preferences.set({ language: isLanguage(value) ? value : undefined })}
      />
      <ChoiceField
        inline
        label={t('settings.theme')}
        value={theme}
        choices={THEMES.map((value) => ({ value, label: t(THEME_WORDS[value]) }))}
        onChange={(value) => preferences.set({ theme: THEMES.find((known) => known === value) ?? 'auto' })}
      />
    </Section>
  );
}

function AccountSection(): ReactNode {
  const t = useText();
  const replica = useReplica();
  const { state } = useSession();
  if (state === undefined) return null;
  const { account } = state.session;
  return (
    <Section title={t('settings.account.title')} boxed>
      <Facts
        facts={[
          { label: t('settings.account.name'), value: account.name },
          { label: t('settings.account.email'), value: account.email },
          { label: t('settings.account.place'), value: replica.associationName },
        ]}
      />
    </Section>
  );
}
