/** What a member's homes owe and why, as those read it who live there. */
import { IconReceipt2 } from '@tabler/icons-react';
import { householdsOf } from '@communitrak/domain/core/principal.ts';
import type { Audience, Feature } from '../../app/feature.ts';
import { myAccountMessages } from './messages.ts';
import { accountNeeds } from './needs.ts';
import { myAccountPaths } from './paths.ts';
import { unreadAccounts } from './unread.ts';

const livesHere: Audience = (principal) => householdsOf(principal).length > 0;

const load = async () => (await import('./MyAccountScreen.tsx')).MyAccountScreen;

export const myAccountFeature = {
  name: 'my-account',
  module: 'financial',
  messages: myAccountMessages,
  routes: [
    { path: 'my-account', load, for: livesHere },
    { path: 'my-account/:household', load, for: livesHere },
  ],
  navigation: [
    {
      group: 'my-home',
      order: 5,
      path: myAccountPaths.list,
      label: 'myAccount.nav',
      icon: IconReceipt2,
      for: livesHere,
      phone: 15,
    },
  ],
  needs: accountNeeds,
  unread: unreadAccounts,
  cards: [
    {
      id: 'what-i-owe',
      order: 3,
      for: livesHere,
      load: async () => (await import('./OweCard.tsx')).OweCard,
    },
  ],
  deepLinks: ['my-account', 'my-account/:household'],
  desktopMenu: [{ menu: 'go', label: 'myAccount.nav', path: myAccountPaths.list, for: livesHere }],
} satisfies Feature;
