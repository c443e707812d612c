/** How the features' places are put together: by group at a desk, the first few on a phone. Pure. */
import type { MessageId } from '../i18n/messages.ts';
import { NAVIGATION_GROUPS, type NavigationEntry, type NavigationGroup } from './feature.ts';

export const GROUP_WORDS = {
  'my-home': 'app.nav.myHome',
  community: 'app.nav.community',
  office: 'app.nav.office',
  board: 'app.nav.board',
  account: 'app.nav.account',
} as const satisfies Record<NavigationGroup, MessageId>;

export interface NavigationGroupOf {
  readonly group: NavigationGroup;
  readonly entries: readonly NavigationEntry[];
}

/** Groups in their order, those with nothing in them left out. */
export function groupsOf(entries: readonly NavigationEntry[]): readonly NavigationGroupOf[] {
  return NAVIGATION_GROUPS.map((group) => ({
    group,
    entries: entries.filter((entry) => entry.group === group).toSorted((a, b) => a.order - b.order),
  })).filter((group) => group.entries.length > 0);
}

/** Five places, of which the last is *More*: thumbs hit five, and words of twelve letters fit. */
const MOST_IN_BAR = 4;

export function barOf(entries: readonly NavigationEntry[]): readonly NavigationEntry[] {
  return entries
    .flatMap((entry) => (entry.phone === undefined ? [] : [{ entry, phone: entry.phone }]))
    .toSorted((a, b) => a.phone - b.phone)
    .slice(0, MOST_IN_BAR)
    .map(({ entry }) => entry);
}
