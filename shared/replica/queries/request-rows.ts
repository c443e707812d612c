/** What lists and screens of requests show: plain rows, already parsed. Refuses to know where they come from. */
import type { FileRef } from '@communitrak/domain/core/files.ts';
import type { Priority, RequestKind, RequestStatus } from '@communitrak/domain/requests/index.ts';
import type { Delivery } from '../status/delivery.ts';

export type { RequestKind, RequestStatus } from '@communitrak/domain/requests/index.ts';
export type RequestPriority = Priority;

/**
 * Who has to do something next: the reporter's side (asked, and not answered yet), the office, or, on architectural
 * requests, the board. '' when it is closed, and while what was last said is still being read.
 */
export type Turn = 'reporter' | 'office' | 'board' | '';

export interface RequestRow {
  /** `request:<uuid>` */
  readonly id: string;
  /** `R-0042`; '' until the server has given one ("number follows"). */
  readonly number: string;
  readonly title: string;
  readonly kind: RequestKind;
  readonly priority: RequestPriority;
  readonly status: RequestStatus;
  /** Household's local id; '' for a request of the association itself. */
  readonly household: string;
  /** '' when this member may not see the household's document. */
  readonly householdName: string;
  readonly place: string;
  readonly reporter: string;
  readonly reporterName: string;
  /** Member's local id, or ''. */
  readonly assignee: string;
  readonly assigneeName: string;
  /** When it was reported, ISO; the device's claim until the server has spoken. */
  readonly at: string;
  /** `YYYY-MM-DD` or ''. */
  readonly due: string;
  readonly photoCount: number;
  readonly delivery: Delivery;
  /** Latest of: report, change, answer that this member may see. ISO. */
  readonly lastActivity: string;
  readonly turn: Turn;
}

export interface TimelineChange {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

export interface TimelineEntry {
  /** The event's or note's id; the request's own id for 'created'. */
  readonly id: string;
  readonly kind: 'created' | 'comment' | 'change' | 'note';
  readonly author: string;
  /** Member's local id, or '' when unknown. */
  readonly authorId: string;
  readonly at: string;
  readonly text: string;
  readonly changes: readonly TimelineChange[];
  readonly files: readonly FileRef[];
  readonly delivery: Delivery;
}

export interface RequestRights {
  readonly answer: boolean;
  readonly note: boolean;
  readonly assign: boolean;
  readonly edit: boolean;
  /** Statuses that this member may set now. */
  readonly transitions: readonly RequestStatus[];
}

export interface RequestDetail extends RequestRow {
  readonly description: string;
  readonly files: readonly FileRef[];
  /** Oldest first. */
  readonly timeline: readonly TimelineEntry[];
  readonly may: RequestRights;
}
