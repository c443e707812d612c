/** Paying online what one's homes owe, and what has become of each payment. */
import { IconCreditCard } from '@tabler/icons-react';
import { localOf } from '@communitrak/domain/core/ids.ts';
import { householdsOf } from '@communitrak/domain/core/principal.ts';
import type { UnsentItem } from '@communitrak/replica/status/unsent.ts';
import type { Audience, Feature } from '../../app/feature.ts';
import { paymentsMessages } from './messages.ts';
import { paymentNeeds } from './needs.ts';
import { paymentPaths } from './paths.ts';
import { unreadPayments } from './unread.ts';

const livesHere: Audience = (principal) => householdsOf(principal).length > 0;

const loadPay = async () => (await import('./PayScreen.tsx')).PayScreen;
const loadAutopay = async () => (await import('./autopay/AutopayScreen.tsx')).AutopayScreen;
const loadMethods = async () => (await import('./MethodsScreen.tsx')).MethodsScreen;

export const paymentsFeature = {
  name: 'payments',
  module: 'financial',
  messages: paymentsMessages,
  routes: [
    {
      path: 'payments',
      load: async () => (await import('./PaymentsScreen.tsx')).PaymentsScreen,
      for: livesHere,
    },
    { path: 'payments/pay', load: loadPay, for: livesHere },
    { path: 'payments/pay/:household', load: loadPay, for: livesHere },
    { path: 'payments/methods', load: loadMethods, for: livesHere },
    { path: 'payments/methods/:household', load: loadMethods, for: livesHere },
    { path: 'payments/autopay', load: loadAutopay, for: livesHere },
    { path: 'payments/autopay/:household', load: loadAutopay, for: livesHere },
    {
      path: 'payments/:id',
      load: async () => (await import('./PaymentScreen.tsx')).PaymentScreen,
      for: livesHere,
    },
  ],
  navigation: [
    {
      group: 'my-home',
      order: 6,
      path: paymentPaths.list,
      label: 'payments.nav',
      icon: IconCreditCard,
      for: livesHere,
    },
  ],
  commands: [
    {
      id: 'pay',
      label: 'payments.command.pay',
      keywords: 'payments.command.pay.words',
      for: livesHere,
      run: ({ open }) => open(paymentPaths.pay()),
    },
    {
      id: 'payment-methods',
      label: 'payments.methods',
      keywords: 'payments.command.methods.words',
      for: livesHere,
      run: ({ open }) => open(paymentPaths.methods()),
    },
    {
      id: 'autopay',
      label: 'payments.autopay',
      keywords: 'payments.command.autopay.words',
      for: livesHere,
      run: ({ open }) => open(paymentPaths.autopay()),
    },
  ],
  unsent: [
    {
      type: 'payment',
      label: 'payments.unsent',
      open: ({ documentId }: UnsentItem) => paymentPaths.one(documentId),
      reasons: {
        immutable: 'payments.fault.twice',
        'not-allowed': 'payments.fault.notAllowed',
        closed: 'payments.fault.sent',
      },
    },
    {
      type: 'autopay',
      label: 'payments.autopay.unsent',
      open: ({ documentId }: UnsentItem) => paymentPaths.autopay(localOf(documentId)),
      reasons: {
        invalid: 'payments.autopay.fault.consent',
        immutable: 'payments.autopay.fault.consent',
        'not-allowed': 'payments.autopay.fault.notAllowed',
      },
    },
  ],
  needs: paymentNeeds,
  unread: unreadPayments,
  cards: [
    {
      id: 'payments',
      order: 4,
      for: livesHere,
      load: async () => (await import('./PaymentsCard.tsx')).PaymentsCard,
    },
  ],
  deepLinks: [
    'payments',
    'payments/pay',
    'payments/pay/:household',
    'payments/methods',
    'payments/autopay',
    'payments/:id',
  ],
  desktopMenu: [{ menu: 'go', label: 'payments.nav', path: paymentPaths.list, for: livesHere }],
} satisfies Feature;
