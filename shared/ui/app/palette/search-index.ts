/**
 * An index of anything that has a title: kept by putting and dropping, asked with a few typed words. Finds by the start of
 * words and with a slip of the finger. Knows neither records nor screens.
 */
import MiniSearch, { type Options, type Query, type SearchOptions } from 'minisearch';
import { longestOf, queryOf, termsOf } from './search-text.ts';

export interface Searchable {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly detail: string;
  readonly keywords: readonly string[];
}

export interface Hit<T extends Searchable> {
  readonly record: T;
  /** Words of the record, as they are kept, that were asked for. */
  readonly terms: readonly string[];
}

export interface Hits<T extends Searchable> {
  readonly kind: T['kind'];
  /** The best first, at most as many as were asked for. */
  readonly best: readonly Hit<T>[];
  /** All that fit. */
  readonly total: number;
}

export interface SearchIndex<T extends Searchable> {
  /** In the place of what has this id. */
  put(record: T): void;
  drop(id: string): void;
  /** By kind, that of the best hit first. @param most of each kind */
  find(text: string, most: number): readonly Hits<T>[];
}

/** Numbers are meant as they are typed; a short word with one letter changed is another word. */
function slips(term: string): number | false {
  if (term.length < 4 || /\d/.test(term)) return false;
  return term.length < 8 ? 1 : 2;
}

const FIELDS = ['title', 'detail', 'keywords'];
/** Where two letters are looked for: in long texts nearly all begin some word. */
const SHORT_FIELDS = ['title', 'detail'];
const LONG = 3;

export const INDEX_OPTIONS = {
  fields: FIELDS,
  extractField: (record, field) => {
    const value = record[field as keyof Searchable];
    return typeof value === 'string' ? value : value.join('\n');
  },
  tokenize: termsOf,
  // Folded as a whole, before it was parted.
  processTerm: (term) => term,
} satisfies Options<Searchable>;

/**
 * What to ask an index made with INDEX_OPTIONS. Undefined where there is nothing to look for yet.
 * @param shortest letters that a word must have to be looked for: among thousands one letter says nothing and costs much
 */
export function askFor(
  text: string,
  shortest: number,
): { readonly query: Query; readonly options: SearchOptions } | undefined {
  const query = queryOf(text, shortest);
  if (query === undefined) return undefined;
  const options: SearchOptions = {
    // A query's words come one by one, already parted.
    tokenize: (word) => [word],
    fields: longestOf(text) < LONG ? SHORT_FIELDS : FIELDS,
    boost: { title: 4, detail: 2 },
    combineWith: 'AND',
    prefix: (word) => word.length >= shortest,
    fuzzy: slips,
  };
  return { query, options };
}

/** @param shortest see askFor */
export function createSearchIndex<T extends Searchable>(shortest = 1): SearchIndex<T> {
  const records = new Map<string, T>();
  const index = new MiniSearch<T>(INDEX_OPTIONS);
  return {
    put(record) {
      const known = records.has(record.id);
      records.set(record.id, record);
      if (known) index.replace(record);
      else index.add(record);
    },
    drop(id) {
      if (records.delete(id)) index.discard(id);
    },
    find(text, most) {
      const asked = askFor(text, shortest);
      if (asked === undefined) return [];
      const kinds = new Map<string, { best: Hit<T>[]; total: number }>();
      for (const { id, terms } of index.search(asked.query, asked.options)) {
        const record = records.get(id as string);
        if (record === undefined) continue;
        const of = kinds.get(record.kind) ?? { best: [], total: 0 };
        kinds.set(record.kind, of);
        of.total += 1;
        if (of.best.length < most) of.best.push({ record, terms });
      }
      return [...kinds].map(([kind, of]) => ({ kind, ...of }));
    },
  };
}
