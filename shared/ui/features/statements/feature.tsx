/** Statements for one or all households, and the books in forms that live without us. */
import { IconFileText } from '@tabler/icons-react';
import type { Audience, Feature } from '../../app/feature.ts';
import { statementsMessages } from './messages.ts';
import { statementPaths } from './paths.ts';

const reads: Audience = ({ keys }) => keys.has('office') || keys.has('board');

export const statementsFeature = {
  name: 'statements',
  module: 'financial',
  messages: statementsMessages,
  routes: [
    {
      path: 'statements',
      load: async () => (await import('./StatementsScreen.tsx')).StatementsScreen,
      for: reads,
    },
  ],
  navigation: [
    {
      group: 'office',
      order: 35,
      path: statementPaths.list,
      label: 'statements.nav',
      icon: IconFileText,
      for: reads,
    },
  ],
  deepLinks: ['statements'],
  desktopMenu: [{ menu: 'go', label: 'statements.nav', path: statementPaths.list, for: reads }],
} satisfies Feature;
