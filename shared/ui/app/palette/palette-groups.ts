/**
 * What the palette lists for what is typed: what can be done with the open record, pages, commands, and the records found,
 * each under its heading. Whatever begins with what was typed stands first. Pure.
 */
import { fold } from '@communitrak/domain/core/fold.ts';
import type { SearchRecord } from '../feature.ts';
import { excerptOf, showsAny } from './highlight.ts';
import type { Hit, Hits, Searchable } from './search-index.ts';
import type { SearchView } from './search-session.ts';

/** Something to do: with the open record, a page to go to, a command. */
export interface Act extends Searchable {
  readonly kind: 'here' | 'go' | 'do';
  /** Only for whoever types for it. */
  readonly onlyFound: boolean;
  readonly run: () => void;
}

export interface Item {
  readonly key: string;
  readonly title: string;
  readonly detail: string;
  /** Of a long text, when it is that in which the words were found; else ''. */
  readonly excerpt: string;
  /** Words to point out. */
  readonly terms: ReadonlySet<string>;
  readonly does: { readonly record: SearchRecord } | { readonly act: Act };
}

export interface Group {
  /** Act's kind, 'recent', or the message that names a kind of records. */
  readonly kind: Act['kind'] | 'recent' | SearchRecord['kind'];
  readonly items: readonly Item[];
  /** All there are; more than are listed, perhaps. */
  readonly total: number;
}

export const MOST_ACTS = 8;
const MOST_RECORDS = 6;
const MOST_RECENT = 6;
const NONE: ReadonlySet<string> = new Set();

const actItem = (act: Act, terms = NONE): Item => ({
  key: `act:${act.id}`,
  title: act.title,
  detail: '',
  excerpt: '',
  terms,
  does: { act },
});

function recordItem(record: SearchRecord, terms = NONE): Item {
  const { id, title, detail, keywords } = record;
  const shown = terms.size === 0 || showsAny(title, terms) || showsAny(detail, terms);
  const excerpt = shown ? '' : excerptOf(keywords, terms);
  return { key: `record:${id}`, title, detail, excerpt, terms, does: { record } };
}

const ORDER = ['here', 'go', 'do'] as const satisfies readonly Act['kind'][];

/** Nothing is typed: what can be done here, what was opened lately, and the way to everything. */
export function groupsAtRest(
  acts: readonly Act[],
  recent: readonly string[],
  view: SearchView | undefined,
): readonly Group[] {
  const opened = recent.flatMap((id) => view?.record(id) ?? []).slice(0, MOST_RECENT);
  const groups: readonly Group[] = ORDER.map((kind) => {
    const items = acts.filter((act) => act.kind === kind && !act.onlyFound).map((act) => actItem(act));
    return { kind, items, total: items.length };
  });
  const lately: Group = {
    kind: 'recent',
    items: opened.map((record) => recordItem(record)),
    total: opened.length,
  };
  const [here, ...rest] = groups;
  return [...(here === undefined ? [] : [here]), lately, ...rest].filter(({ items }) => items.length > 0);
}

const termsOf = <T extends Searchable>(hit: Hit<T>): ReadonlySet<string> => new Set(hit.terms);

/** @param actHits of an index of the acts alone */
export function groupsFound(
  text: string,
  actHits: readonly Hits<Act>[],
  view: SearchView | undefined,
): readonly Group[] {
  const typed = fold(text.trim());
  const acts = ORDER.flatMap((kind) => actHits.filter((hits) => hits.kind === kind)).map((hits): Group => ({
    kind: hits.kind,
    items: hits.best.map((hit) => actItem(hit.record, termsOf(hit))),
    total: hits.total,
  }));
  const records = (view?.find(text, MOST_RECORDS) ?? []).map((hits): Group => ({
    kind: hits.kind,
    items: hits.best.map((hit) => recordItem(hit.record, termsOf(hit))),
    total: hits.total,
  }));
  // Of equals in the order in which they are: acts before records.
  return [...acts, ...records].sort((a, b) => rankOf(a, typed) - rankOf(b, typed));
}

/** By its first: begins with what was typed, has a word of it in its name, has it somewhere. */
function rankOf({ items: [first] }: Group, typed: string): number {
  if (first === undefined) return 3;
  if (fold(first.title).startsWith(typed)) return 0;
  return showsAny(first.title, first.terms) ? 1 : 2;
}
