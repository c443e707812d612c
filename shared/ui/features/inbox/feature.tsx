/** Where the office works: every request. The board reads along; what they find there is what the replica may hold. */
import { IconInbox } from '@tabler/icons-react';
import { requestCount } from '@communitrak/replica/queries/requests.ts';
import type { Audience, Feature } from '../../app/feature.ts';
import { inboxCounts } from './home-counts.ts';
import { inboxMessages } from './messages.ts';
import { nothingFound, nothingUnread } from '../requests/index.ts';
import { inboxPaths } from './paths.ts';
import { inboxSearch } from './search.ts';
import { unreadInInbox } from './unread.ts';

const works: Audience = ({ keys }) => keys.has('office') || keys.has('board');

const load = async () => (await import('./InboxScreen.tsx')).InboxScreen;

export const inboxFeature = {
  name: 'inbox',
  module: 'requests',
  messages: inboxMessages,
  routes: [
    { path: 'inbox', load, for: works },
    { path: 'inbox/:id', load, for: works },
  ],
  navigation: [
    {
      group: 'office',
      order: 0,
      path: inboxPaths.list,
      label: 'inbox.nav',
      icon: IconInbox,
      for: works,
      count: (replica) => requestCount(replica, { scope: 'all', statuses: ['open'] }),
      phone: 10,
    },
  ],
  counts: inboxCounts,
  unread: (replica) => (works(replica.principal) ? unreadInInbox(replica) : nothingUnread),
  search: (replica) => (works(replica.principal) ? inboxSearch(replica) : nothingFound),
  cards: [
    {
      id: 'office-turn',
      order: 20,
      for: ({ keys }) => keys.has('office'),
      load: async () => (await import('./TurnCards.tsx')).OfficeTurnCard,
    },
    {
      id: 'board-turn',
      order: 5,
      for: ({ keys }) => keys.has('board'),
      load: async () => (await import('./TurnCards.tsx')).BoardTurnCard,
    },
  ],
  deepLinks: ['inbox', 'inbox/:id'],
  desktopMenu: [
    { menu: 'go', label: 'inbox.nav', path: inboxPaths.list, accelerator: 'CmdOrCtrl+3', for: works },
  ],
} satisfies Feature;
