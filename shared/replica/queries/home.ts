/** Live read of the first screen. */
import type { Replica } from '../replica.ts';
import type { HouseholdRow } from './people.ts';
import type { Query } from './query.ts';
import type { RequestRow } from './request-rows.ts';

export interface Home {
  readonly associationName: string;
  readonly memberName: string;
  readonly households: readonly HouseholdRow[];
  /** Mine, not closed, newest first, at most 20. */
  readonly openRequests: readonly RequestRow[];
  /** Of mine: open (open + in progress), waiting (for an answer), closed. */
  readonly counts: { readonly open: number; readonly waiting: number; readonly closed: number };
}

export declare function home(replica: Replica): Query<Home>;
