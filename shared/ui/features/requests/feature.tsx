/** Requests as those see them who have made them: the list, one of them, a new one. */
import { IconMessageReport } from '@tabler/icons-react';
import { requestCount } from '@communitrak/replica/queries/requests.ts';
import { householdsOf, type Principal } from '@communitrak/domain/core/principal.ts';
import type { Feature } from '../../app/feature.ts';
import { requestsMessages } from './messages.ts';
import { requestNeeds } from './needs.ts';
import { requestPaths } from './paths.ts';
import { requestOf } from './request-of.ts';
import { nothingFound, requestSearch } from './search.ts';
import { nothingUnread, unreadRequests } from './unread.ts';

const worksOn = ({ keys }: Principal): boolean => keys.has('office') || keys.has('board');

/** Who works for the association and does not live there has nothing of their own to follow. */
const isResident = (principal: Principal): boolean =>
  householdsOf(principal).length > 0 || !worksOn(principal);

export const requestsFeature = {
  name: 'requests',
  module: 'requests',
  moduleSwitch: { label: 'requests.module', help: 'requests.module.help' },
  messages: requestsMessages,
  routes: [
    { path: 'requests', load: async () => (await import('./RequestsScreen.tsx')).RequestsScreen },
    { path: 'requests/new', load: async () => (await import('./NewRequestScreen.tsx')).NewRequestScreen },
    { path: 'requests/:id', load: async () => (await import('./RequestScreen.tsx')).RequestScreen },
  ],
  navigation: [
    {
      group: 'my-home',
      order: 10,
      path: requestPaths.list,
      label: 'requests.nav',
      icon: IconMessageReport,
      count: (replica) =>
        requestCount(replica, { scope: 'mine', statuses: ['open', 'in-progress', 'waiting'] }),
      phone: 20,
    },
  ],
  commands: [
    { id: 'new-request', label: 'requests.act.new', key: 'c', run: ({ open }) => open(requestPaths.new) },
  ],
  unsent: [
    { type: 'request', label: 'requests.unsent.request', open: requestOf },
    { type: 'request-event', label: 'requests.unsent.answer', open: requestOf },
    { type: 'internal-note', label: 'requests.unsent.note', open: requestOf },
  ],
  needs: requestNeeds,
  // Whoever works on requests finds them in the inbox.
  unread: (replica) =>
    worksOn(replica.principal) ? nothingUnread : unreadRequests(replica, requestPaths.one),
  search: (replica) => (worksOn(replica.principal) ? nothingFound : requestSearch(replica, requestPaths.one)),
  cards: [
    {
      id: 'open-requests',
      order: 10,
      for: isResident,
      load: async () => (await import('./OpenRequestsCard.tsx')).OpenRequestsCard,
    },
  ],
  deepLinks: ['requests', 'requests/:id'],
  desktopMenu: [
    { menu: 'file', label: 'requests.act.new', path: requestPaths.new, accelerator: 'CmdOrCtrl+N' },
    { menu: 'go', label: 'requests.nav', path: requestPaths.list, accelerator: 'CmdOrCtrl+2' },
  ],
} satisfies Feature;
