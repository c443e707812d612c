/** Charging homes: the books, dues and their runs, late fees, bulk charges, special assessments, payment plans. */
import { IconBook2, IconCalendarRepeat } from '@tabler/icons-react';
import type { UnsentItem } from '@communitrak/replica/status/unsent.ts';
import type { Audience, Feature, FeatureRoute } from '../../app/feature.ts';
import { duesMessages } from './messages.ts';
import { duesNeeds } from './needs.ts';
import { duesPaths } from './paths.ts';

const charges: Audience = ({ keys }) => keys.has('office');
const reads: Audience = ({ keys }) => keys.has('office') || keys.has('board');

const forOffice: readonly FeatureRoute[] = [
  {
    path: 'dues/new',
    load: async () => (await import('./schedule/DuesWizardScreen.tsx')).DuesWizardScreen,
    for: charges,
  },
  {
    path: 'dues/run',
    load: async () => (await import('./runs/RunDuesScreen.tsx')).RunDuesScreen,
    for: charges,
  },
  { path: 'dues/late', load: async () => (await import('./late/LateScreen.tsx')).LateScreen, for: charges },
  {
    path: 'dues/charge-many',
    load: async () => (await import('./charge/ManyScreen.tsx')).ManyScreen,
    for: charges,
  },
  {
    path: 'dues/special',
    load: async () => (await import('./charge/SpecialScreen.tsx')).SpecialScreen,
    for: charges,
  },
  {
    path: 'dues/plans/new',
    load: async () => (await import('./plans/NewPlanScreen.tsx')).NewPlanScreen,
    for: charges,
  },
  {
    path: 'dues/homes',
    load: async () => (await import('./homes/HomesScreen.tsx')).HomesScreen,
    for: charges,
  },
  {
    path: 'dues/opening',
    load: async () => (await import('./opening/OpeningScreen.tsx')).OpeningScreen,
    for: charges,
  },
  {
    path: 'dues/:id',
    load: async () => (await import('./schedule/DuesWizardScreen.tsx')).DuesWizardScreen,
    for: charges,
  },
];

const forBoard: readonly FeatureRoute[] = [
  { path: 'dues', load: async () => (await import('./DuesScreen.tsx')).DuesScreen, for: reads },
  { path: 'dues/runs', load: async () => (await import('./runs/RunsScreen.tsx')).RunsScreen, for: reads },
  { path: 'dues/runs/:id', load: async () => (await import('./runs/RunScreen.tsx')).RunScreen, for: reads },
  { path: 'dues/plans', load: async () => (await import('./plans/PlansScreen.tsx')).PlansScreen, for: reads },
  {
    path: 'dues/plans/:id',
    load: async () => (await import('./plans/PlanScreen.tsx')).PlanScreen,
    for: reads,
  },
  {
    path: 'money/books',
    load: async () => (await import('./books/BooksScreen.tsx')).BooksScreen,
    for: reads,
  },
];

export const duesFeature = {
  name: 'dues',
  module: 'financial',
  messages: duesMessages,
  routes: [...forOffice, ...forBoard],
  navigation: [
    {
      group: 'office',
      order: 25,
      path: duesPaths.list,
      label: 'dues.nav',
      icon: IconCalendarRepeat,
      for: reads,
    },
    {
      group: 'office',
      order: 60,
      path: duesPaths.books,
      label: 'dues.books.nav',
      icon: IconBook2,
      for: reads,
    },
  ],
  commands: [
    {
      id: 'run-dues',
      label: 'dues.run.title',
      keywords: 'dues.run.keywords',
      run: ({ open }) => open(duesPaths.run),
      for: charges,
    },
    {
      id: 'late-fees',
      label: 'dues.late.title',
      run: ({ open }) => open(duesPaths.late),
      for: charges,
    },
    {
      id: 'charge-many',
      label: 'dues.many.title',
      run: ({ open }) => open(duesPaths.many),
      for: charges,
    },
  ],
  needs: duesNeeds,
  unsent: [
    {
      type: 'charge-run',
      label: 'dues.unsent.run',
      open: (item) => placeOf(item, duesPaths.oneRun),
      reasons: { closed: 'dues.unsent.run.closed', immutable: 'dues.unsent.run.immutable' },
    },
    { type: 'dues-schedule', label: 'dues.unsent.schedule', open: (item) => placeOf(item, duesPaths.one) },
    { type: 'payment-plan', label: 'dues.unsent.plan', open: (item) => placeOf(item, duesPaths.onePlan) },
    { type: 'books', label: 'dues.unsent.books', open: () => duesPaths.books },
  ],
  deepLinks: ['dues', 'dues/runs', 'dues/runs/:id', 'dues/plans', 'dues/plans/:id', 'money/books'],
  desktopMenu: [{ menu: 'go', label: 'dues.nav', path: duesPaths.list, for: reads }],
} satisfies Feature;

function placeOf({ documentId }: UnsentItem, place: (id: string) => string): string {
  return place(documentId);
}
