/** Members and places, for the search of those who work here: each leads to the requests that have to do with it. */
import { derivedQuery } from '@communitrak/replica/queries/derived-query.ts';
import {
  homeTexts,
  peopleTexts,
  type HomeText,
  type PersonText,
} from '@communitrak/replica/queries/people-texts.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import type { SearchRecord } from '../../app/feature.ts';
import { allWith } from './inbox-links.ts';

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ');

function personRecord({ id, name, title, households, texts }: PersonText): SearchRecord {
  const detail = joined([title, ...households]);
  return { id, kind: 'inbox.found.people', title: name, detail, path: allWith(name), keywords: texts };
}

function homeRecord({ id, label, households, texts }: HomeText): SearchRecord {
  const detail = joined(households);
  return { id, kind: 'inbox.found.homes', title: label, detail, path: allWith(label), keywords: texts };
}

/** The same record for the same object: what is the same is not indexed anew. */
function once<T extends object>(make: (from: T) => SearchRecord): (from: T) => SearchRecord {
  const made = new WeakMap<T, SearchRecord>();
  return (from) => {
    const record = made.get(from) ?? make(from);
    made.set(from, record);
    return record;
  };
}

export function peopleSearch(replica: Replica): Query<readonly SearchRecord[]> {
  const [person, home] = [once(personRecord), once(homeRecord)];
  return derivedQuery([peopleTexts(replica), homeTexts(replica)], (people, homes) => [
    ...people.map(person),
    ...homes.map(home),
  ]);
}
