/** The reports of the books, for the office and the board. */
import { IconReportAnalytics } from '@tabler/icons-react';
import type { Audience, Feature } from '../../app/feature.ts';
import { reportsMessages } from './messages.ts';
import { reportPaths } from './paths.ts';

const readsBooks: Audience = ({ keys }) => keys.has('office') || keys.has('board');

export const reportsFeature = {
  name: 'reports',
  module: 'financial',
  messages: reportsMessages,
  routes: [
    {
      path: 'reports',
      load: async () => (await import('./ReportsScreen.tsx')).ReportsScreen,
      for: readsBooks,
    },
    {
      path: 'reports/:report',
      load: async () => (await import('./ReportScreen.tsx')).ReportScreen,
      for: readsBooks,
    },
  ],
  navigation: [
    {
      group: 'office',
      order: 60,
      path: reportPaths.list,
      label: 'reports.nav',
      icon: IconReportAnalytics,
      for: readsBooks,
    },
  ],
  deepLinks: ['reports', 'reports/:report'],
} satisfies Feature;
