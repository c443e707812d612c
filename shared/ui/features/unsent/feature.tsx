/** Everything that is on this device and not on the server. */
import { IconSend } from '@tabler/icons-react';
import type { Feature } from '../../app/feature.ts';
import { unsentCount, unsentNeeds } from './home.ts';
import { unsentMessages } from './messages.ts';

const path = 'unsent';

export const unsentFeature = {
  name: 'unsent',
  messages: unsentMessages,
  routes: [{ path, load: async () => (await import('./UnsentScreen.tsx')).UnsentScreen }],
  navigation: [{ group: 'account', order: 10, path, label: 'unsent.title', icon: IconSend }],
  desktopMenu: [{ menu: 'go', label: 'unsent.title', path, accelerator: 'CmdOrCtrl+4' }],
  syncPath: path,
  needs: (replica) => unsentNeeds(replica, path),
  counts: [unsentCount(path)],
} satisfies Feature;
