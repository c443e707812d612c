/** The association's bill for this app, for those who lead it; and to everybody, above every screen, what an unpaid one means. */
import { IconFileInvoice } from '@tabler/icons-react';
import type { Feature } from '../../app/feature.ts';
import { billingMessages } from './messages.ts';
import { billingNeeds } from './needs.ts';
import { BILLING, leads } from './who.ts';

export const billingFeature = {
  name: 'billing',
  messages: billingMessages,
  routes: [
    { path: 'billing', load: async () => (await import('./BillingScreen.tsx')).BillingScreen, for: leads },
  ],
  navigation: [
    {
      group: 'office',
      order: 70,
      path: BILLING,
      label: 'billing.nav',
      icon: IconFileInvoice,
      for: leads,
    },
  ],
  commands: [
    {
      id: 'billing',
      label: 'billing.title',
      keywords: 'billing.keywords',
      run: ({ open }) => open(BILLING),
      for: leads,
    },
  ],
  needs: billingNeeds,
  notices: [{ id: 'service', load: async () => (await import('./ServiceNotice.tsx')).ServiceNotice }],
  deepLinks: ['billing'],
  desktopMenu: [{ menu: 'go', label: 'billing.nav', path: BILLING, for: leads }],
} satisfies Feature;
