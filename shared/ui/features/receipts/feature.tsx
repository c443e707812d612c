/** Money taken in by the office: checks in a stack, cash, lockbox files; and what has become of each. */
import { IconReceipt } from '@tabler/icons-react';
import type { Audience, Feature } from '../../app/feature.ts';
import { receiptsMessages } from './messages.ts';
import { batchOf, receiptPaths } from './paths.ts';

const takes: Audience = ({ keys }) => keys.has('office');
const reads: Audience = ({ keys }) => keys.has('office') || keys.has('board');

export const receiptsFeature = {
  name: 'receipts',
  module: 'financial',
  messages: receiptsMessages,
  routes: [
    {
      path: 'receipts',
      load: async () => (await import('./ReceiptsScreen.tsx')).ReceiptsScreen,
      for: reads,
    },
    {
      path: 'receipts/new',
      load: async () => (await import('./BatchEntryScreen.tsx')).BatchEntryScreen,
      for: takes,
    },
    { path: 'receipts/cash', load: async () => (await import('./CashScreen.tsx')).CashScreen, for: takes },
    {
      path: 'receipts/import',
      load: async () => (await import('./LockboxScreen.tsx')).LockboxScreen,
      for: takes,
    },
    {
      path: 'receipts/deposit',
      load: async () => (await import('./DepositScreen.tsx')).DepositScreen,
      for: takes,
    },
    { path: 'receipts/:id', load: async () => (await import('./BatchScreen.tsx')).BatchScreen, for: reads },
  ],
  navigation: [
    {
      group: 'office',
      order: 30,
      path: receiptPaths.list,
      label: 'receipts.nav',
      icon: IconReceipt,
      for: reads,
    },
  ],
  commands: [
    {
      id: 'new-receipts',
      label: 'receipts.new',
      keywords: 'receipts.new.keywords',
      run: ({ open }) => open(receiptPaths.checks),
      for: takes,
    },
    {
      id: 'new-cash-receipt',
      label: 'receipts.cash',
      run: ({ open }) => open(receiptPaths.cash),
      for: takes,
    },
    {
      id: 'make-deposit',
      label: 'receipts.deposit.title',
      run: ({ open }) => open(receiptPaths.deposit),
      for: takes,
    },
    {
      id: 'import-lockbox',
      label: 'receipts.import',
      run: ({ open }) => open(receiptPaths.lockbox),
      for: takes,
    },
  ],
  unsent: [
    {
      type: 'receipt-batch',
      label: 'receipts.unsent',
      open: batchOf,
      reasons: { closed: 'receipts.unsent.closed' },
    },
  ],
  deepLinks: ['receipts', 'receipts/:id'],
  desktopMenu: [{ menu: 'go', label: 'receipts.nav', path: receiptPaths.list, for: reads }],
} satisfies Feature;
