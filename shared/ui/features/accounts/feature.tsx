/** Every household's account, for the office, which keeps them, and for the board, which reads along. */
import { IconReportMoney } from '@tabler/icons-react';
import type { Audience, Feature } from '../../app/feature.ts';
import { accountsMessages } from './messages.ts';
import { accountPaths } from './paths.ts';

const reads: Audience = ({ keys }) => keys.has('office') || keys.has('board');

export const accountsFeature = {
  name: 'accounts',
  module: 'financial',
  moduleSwitch: { label: 'accounts.module', help: 'accounts.module.help' },
  messages: accountsMessages,
  routes: [
    { path: 'accounts', load: async () => (await import('./AccountsScreen.tsx')).AccountsScreen, for: reads },
    {
      path: 'accounts/exceptions',
      load: async () => (await import('./ExceptionsScreen.tsx')).ExceptionsScreen,
      for: reads,
    },
    {
      path: 'accounts/:household',
      load: async () => (await import('./AccountScreen.tsx')).AccountScreen,
      for: reads,
    },
  ],
  navigation: [
    {
      group: 'office',
      order: 20,
      path: accountPaths.list,
      label: 'accounts.nav',
      icon: IconReportMoney,
      for: reads,
      phone: 30,
    },
  ],
  commands: [
    {
      id: 'account-exceptions',
      label: 'accounts.exceptions',
      run: ({ open }) => open(accountPaths.exceptions),
      for: reads,
    },
  ],
  unsent: [
    {
      type: 'ledger-entry',
      label: 'accounts.unsent',
      reasons: { closed: 'accounts.unsent.closed', immutable: 'accounts.unsent.immutable' },
    },
  ],
  deepLinks: ['accounts', 'accounts/:household'],
  desktopMenu: [{ menu: 'go', label: 'accounts.nav', path: accountPaths.list, for: reads }],
} satisfies Feature;
