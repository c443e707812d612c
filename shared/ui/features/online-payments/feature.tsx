/** Online payments, for the office, which looks after them, and for the board, which reads along. */
import { IconCreditCard } from '@tabler/icons-react';
import type { Audience, Feature } from '../../app/feature.ts';
import { onlinePaymentsMessages } from './messages.ts';
import { onlinePaymentsNeeds } from './needs.ts';
import { onlinePaths } from './paths.ts';

const reads: Audience = ({ keys }) => keys.has('office') || keys.has('board') || keys.has('lead');

export const onlinePaymentsFeature = {
  name: 'online-payments',
  module: 'financial',
  messages: onlinePaymentsMessages,
  routes: [
    {
      path: 'online-payments',
      load: async () => (await import('./PaymentsScreen.tsx')).PaymentsScreen,
      for: reads,
    },
    {
      path: 'online-payments/setup',
      load: async () => (await import('./SetupScreen.tsx')).SetupScreen,
      for: reads,
    },
    {
      path: 'online-payments/settings',
      load: async () => (await import('./PaymentSettingsScreen.tsx')).PaymentSettingsScreen,
      for: reads,
    },
    {
      path: 'online-payments/payouts',
      load: async () => (await import('./PayoutsScreen.tsx')).PayoutsScreen,
      for: reads,
    },
    {
      path: 'online-payments/payouts/:id',
      load: async () => (await import('./PayoutScreen.tsx')).PayoutScreen,
      for: reads,
    },
    {
      path: 'online-payments/differences/:id',
      load: async () => (await import('./DifferenceScreen.tsx')).DifferenceScreen,
      for: reads,
    },
    {
      path: 'online-payments/:id',
      load: async () => (await import('./PaymentScreen.tsx')).PaymentScreen,
      for: reads,
    },
  ],
  navigation: [
    {
      group: 'office',
      order: 22,
      path: onlinePaths.list,
      label: 'onlinePayments.nav',
      icon: IconCreditCard,
      for: reads,
    },
  ],
  commands: [
    {
      id: 'payouts',
      label: 'onlinePayments.payouts',
      keywords: 'onlinePayments.keywords',
      run: ({ open }) => open(onlinePaths.payouts),
      for: reads,
    },
    {
      id: 'online-payments-setup',
      label: 'onlinePayments.setup',
      keywords: 'onlinePayments.keywords',
      run: ({ open }) => open(onlinePaths.setup),
      for: reads,
    },
    {
      id: 'online-payments-settings',
      label: 'onlinePayments.settings.title',
      keywords: 'onlinePayments.keywords',
      run: ({ open }) => open(onlinePaths.settings),
      for: reads,
    },
  ],
  needs: onlinePaymentsNeeds,
  notices: [{ id: 'sandbox', load: async () => (await import('./SandboxNotice.tsx')).SandboxNotice }],
  unsent: [
    {
      type: 'refund-request',
      label: 'onlinePayments.unsent.refund',
      open: ({ documentId }) => onlinePaths.one(documentId.replace(/\.\d+$/, '')),
      reasons: {
        invalid: 'onlinePayments.unsent.refund.invalid',
        closed: 'onlinePayments.unsent.refund.closed',
        immutable: 'onlinePayments.unsent.refund.immutable',
      },
    },
    {
      type: 'payment-settings',
      label: 'onlinePayments.unsent.settings',
      open: () => onlinePaths.settings,
    },
    {
      type: 'payment-difference',
      label: 'onlinePayments.unsent.difference',
      open: ({ documentId }) => onlinePaths.difference(documentId),
    },
  ],
  deepLinks: ['online-payments', 'online-payments/setup', 'online-payments/settings', 'online-payments/:id'],
  desktopMenu: [{ menu: 'go', label: 'onlinePayments.nav', path: onlinePaths.list, for: reads }],
} satisfies Feature;
