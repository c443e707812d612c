/** The member's and this device's settings. */
import { IconSettings } from '@tabler/icons-react';
import type { Feature } from '../../app/feature.ts';
import { settingsMessages } from './messages.ts';

const path = 'settings';

export const settingsFeature = {
  name: 'settings',
  messages: settingsMessages,
  routes: [{ path, load: async () => (await import('./SettingsScreen.tsx')).SettingsScreen }],
  navigation: [{ group: 'account', order: 0, path, label: 'settings.title', icon: IconSettings }],
  commands: [
    {
      id: 'theme-light',
      label: 'settings.act.light',
      run: ({ preferences }) => preferences.set({ theme: 'light' }),
    },
    {
      id: 'theme-dark',
      label: 'settings.act.dark',
      run: ({ preferences }) => preferences.set({ theme: 'dark' }),
    },
    {
      id: 'language-english',
      label: 'settings.act.english',
      run: ({ preferences }) => preferences.set({ language: 'en' }),
    },
    {
      id: 'language-spanish',
      label: 'settings.act.spanish',
      run: ({ preferences }) => preferences.set({ language: 'es' }),
    },
  ],
  desktopMenu: [{ menu: 'app', label: 'settings.title', path, accelerator: 'CmdOrCtrl+,' }],
} satisfies Feature;
