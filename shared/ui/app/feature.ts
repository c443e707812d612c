/**
 * What a feature says of itself. The app's routes, navigation, palette, keys, unsent list, deep links, the desktop's menu
 * and the message tests loop over the one list in `features/index.ts`; nothing else names a feature. Types only.
 * Paths are below the association and without a slash at either end: `requests/new`; '' is its start.
 */
import type { ComponentType } from 'react';
import type { Icon } from '@tabler/icons-react';
import type { Principal } from '@communitrak/domain/core/principal.ts';
import type { Platform } from '@communitrak/platform/platform.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import type { UnsentItem } from '@communitrak/replica/status/unsent.ts';
import type { MessageId, MessageSource } from '../i18n/messages.ts';
import type { TextValues } from '../i18n/Text.tsx';
import type { PreferenceStore } from './preferences.ts';

export interface Feature {
  /** As its folder; its message ids begin with it in camel case. */
  readonly name: string;
  /** Key of the part of the app that it belongs to, which an association may switch off. Absent: it is always there. */
  readonly module?: string;
  /** What that switch is called; said by one feature of each module. */
  readonly moduleSwitch?: { readonly label: MessageId; readonly help: MessageId };
  readonly messages: MessageSource;
  readonly routes: readonly FeatureRoute[];
  readonly navigation?: readonly NavigationEntry[];
  readonly commands?: readonly Command[];
  readonly unsent?: readonly UnsentType[];
  /** Its paths that a link from outside may open, as route patterns: `requests/:id`. */
  readonly deepLinks?: readonly string[];
  readonly desktopMenu?: readonly DesktopMenuEntry[];
  /** The path that the pill of the sync's state opens; of one feature only. */
  readonly syncPath?: string;
  /** Numbers at the top of the first screen. */
  readonly counts?: readonly HomeCount[];
  readonly cards?: readonly HomeCard[];
  /** What it has to say above every screen. */
  readonly notices?: readonly FeatureNotice[];
  /** What waits for this member, here. */
  readonly needs?: (replica: Replica) => Query<readonly NeedItem[]>;
  /** What is new to this member, here. Latest first; of each thread once. */
  readonly unread?: (replica: Replica) => Query<readonly UnreadItem[]>;
  /** What the palette finds. */
  readonly search?: (replica: Replica) => Query<readonly SearchRecord[]>;
}

/** Who is meant. Absent: everybody who has a place in the association. */
export type Audience = (principal: Principal) => boolean;

export interface FeatureRoute {
  /** A route pattern: `requests/:id`. */
  readonly path: string;
  readonly load: () => Promise<ComponentType>;
  /** Everybody else reads that the page is not open to them. */
  readonly for?: Audience;
}

/** Groups of the navigation in their order. `account` is the menu of the member's own name. */
export const NAVIGATION_GROUPS = ['my-home', 'community', 'office', 'board', 'account'] as const;
export type NavigationGroup = (typeof NAVIGATION_GROUPS)[number];

export interface NavigationEntry {
  readonly group: NavigationGroup;
  /** Within its group, ascending. */
  readonly order: number;
  readonly path: string;
  readonly label: MessageId;
  readonly icon: Icon;
  readonly for?: Audience;
  readonly count?: (replica: Replica) => Query<number>;
  /** Rank among the places of a phone's bar, ascending; absent: only under *More*. */
  readonly phone?: number;
}

export interface CommandContext {
  readonly replica: Replica;
  readonly platform: Platform;
  readonly preferences: PreferenceStore;
  /** Goes to a path of this association. */
  readonly open: (path: string) => void;
}

export interface Command {
  readonly id: string;
  readonly label: MessageId;
  /** More words that find it. */
  readonly keywords?: MessageId;
  readonly run: (context: CommandContext) => void;
  readonly for?: Audience;
  /** A letter that does the same everywhere. */
  readonly key?: string;
}

export interface UnsentType {
  /** Entity's type: `request-event`. */
  readonly type: string;
  readonly label: MessageId;
  /** Where the member sees it. */
  readonly open?: (item: UnsentItem) => string;
  /** Why one of these was not accepted and what to do, by the refusal's code; the usual words for any other. */
  readonly reasons?: Readonly<Partial<Record<NonNullable<UnsentItem['code']>, MessageId>>>;
}

export interface DesktopMenuEntry {
  /** `app`: the application's own menu on a Mac, the end of *Go* elsewhere. */
  readonly menu: 'file' | 'go' | 'app';
  readonly label: MessageId;
  readonly path: string;
  /** Electron's: `CmdOrCtrl+N`. */
  readonly accelerator?: string;
  readonly for?: Audience;
}

/** A number that leads to what it counts. */
export interface HomeCount {
  readonly id: string;
  /** Among the numbers, ascending. */
  readonly order: number;
  readonly for?: Audience;
  readonly label: MessageId;
  /** Shows exactly what is counted; may carry a query: `inbox?f.overdue=yes`. */
  readonly path: string;
  readonly count: (replica: Replica) => Query<number>;
  /** How it looks above zero. */
  readonly tone?: 'late' | 'needs';
}

/** Draws a `<Card>`; nothing where it has nothing to say to this member. */
export interface HomeCard {
  readonly id: string;
  /** On the dashboard, ascending. */
  readonly order: number;
  readonly for?: Audience;
  readonly load: () => Promise<ComponentType>;
}

/** Draws a `<Notice>` or one line; nothing where it has nothing to say to this member. */
export interface FeatureNotice {
  readonly id: string;
  readonly for?: Audience;
  readonly load: () => Promise<ComponentType>;
}

/** What a person wrote, or words of the app. */
export type Words = string | { readonly id: MessageId; readonly values?: TextValues };

export interface NeedItem {
  readonly key: string;
  readonly title: Words;
  readonly help?: MessageId;
  readonly path: string;
  /** Higher first. */
  readonly urgency: number;
}

export interface UnreadItem {
  /** Document id of the thread. */
  readonly thread: string;
  readonly title: string;
  readonly detail: Words;
  /** When the last news came. ISO. */
  readonly at: string;
  /** A number of what is new stands beside the place in the navigation that this path lies below. */
  readonly path: string;
}

export interface SearchRecord {
  readonly id: string;
  readonly kind: MessageId;
  readonly title: string;
  readonly detail: string;
  readonly path: string;
  readonly keywords: readonly string[];
}
