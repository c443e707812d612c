/** What those who work here find: every request, and whom and what it is about. */
import { derivedQuery } from '@communitrak/replica/queries/derived-query.ts';
import type { Query } from '@communitrak/replica/queries/query.ts';
import type { Replica } from '@communitrak/replica/replica.ts';
import type { SearchRecord } from '../../app/feature.ts';
import { requestSearch } from '../requests/index.ts';
import { inboxPaths } from './paths.ts';
import { peopleSearch } from './people-search.ts';

export function inboxSearch(replica: Replica): Query<readonly SearchRecord[]> {
  return derivedQuery([requestSearch(replica, inboxPaths.one), peopleSearch(replica)], (requests, people) => [
    ...requests,
    ...people,
  ]);
}
