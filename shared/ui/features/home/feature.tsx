/** The first screen. */
import { IconHome } from '@tabler/icons-react';
import type { Feature } from '../../app/feature.ts';
import { homeMessages } from './messages.ts';

export const homeFeature = {
  name: 'home',
  messages: homeMessages,
  routes: [{ path: '', load: async () => (await import('./HomeScreen.tsx')).HomeScreen }],
  navigation: [{ group: 'my-home', order: 0, path: '', label: 'home.nav', icon: IconHome, phone: 0 }],
  desktopMenu: [{ menu: 'go', label: 'home.nav', path: '', accelerator: 'CmdOrCtrl+1' }],
} satisfies Feature;
