/** Live reads of requests. */
import type { Replica } from '../replica.ts';
import type { Query } from './query.ts';
import type { RequestDetail, RequestKind, RequestRow, RequestStatus } from './request-rows.ts';

export interface RequestFilter {
  /** 'mine': reported by me or of one of my households. */
  readonly scope: 'mine' | 'all';
  readonly statuses?: readonly RequestStatus[];
  readonly kinds?: readonly RequestKind[];
  /** Member's local id; '' = assigned to nobody; absent = anyone. */
  readonly assignee?: string;
  /** Any scrap of number, title, description, place, household or person; words in any order. */
  readonly search?: string;
}

/** Newest first. */
export declare function requestList(replica: Replica, filter: RequestFilter): Query<readonly RequestRow[]>;
/** Null: no such request on this device. */
export declare function requestDetail(replica: Replica, id: string): Query<RequestDetail | null>;
