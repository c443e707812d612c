/** Requests, for the search: by number, words, home and people, and by all that was said on them. */
import { derivedQuery } from '@communitrak/replica/queries/derived-query.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import { requestTexts, type RequestText } from '@communitrak/replica/queries/request-texts.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import type { SearchRecord } from '../../app/feature.ts';

const NONE: readonly SearchRecord[] = [];

/** @param pathOf where a request is opened from here, by its document id */
export function requestSearch(
  replica: Replica,
  pathOf: (id: string) => string,
): Query<readonly SearchRecord[]> {
  // One record for each request while nothing of it changes: what is the same is not indexed anew.
  const made = new WeakMap<RequestText, SearchRecord>();
  const recordOf = (text: RequestText): SearchRecord => {
    const known = made.get(text);
    if (known !== undefined) return known;
    const { id, number, title, where, texts } = text;
    const detail = [number, where].filter((part) => part !== '').join(' · ');
    const record = { id, kind: 'requests.found', title, detail, path: pathOf(id), keywords: texts } as const;
    made.set(text, record);
    return record;
  };
  return derivedQuery([requestTexts(replica)], (texts) => texts.map(recordOf));
}

/** For whom nothing is here. */
export const nothingFound: Query<readonly SearchRecord[]> = {
  subscribe: () => () => undefined,
  getSnapshot: () => NONE,
};
