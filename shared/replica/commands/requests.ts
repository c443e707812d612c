/** What a person can do with requests. Written here first, sent when there is a way. */
import type { PreparedPhoto } from '../files/photos.ts';
import type { RequestKind, RequestPriority, RequestStatus } from '../queries/request-rows.ts';
import type { Replica } from '../replica.ts';
import type { CommandResult } from './result.ts';

export interface NewRequest {
  readonly kind: RequestKind;
  readonly title: string;
  readonly description: string;
  readonly priority: RequestPriority;
  readonly place: string;
  /** Household's local id, or ''. */
  readonly household: string;
}

export interface RequestChanges {
  readonly status?: RequestStatus;
  /** Member's local id; '' takes it from whoever has it. */
  readonly assignee?: string;
  readonly priority?: RequestPriority;
  /** `YYYY-MM-DD`, or '' for none. */
  readonly due?: string;
}

export declare function postRequest(
  replica: Replica,
  input: NewRequest,
  photos: readonly PreparedPhoto[],
): Promise<CommandResult>;
/** Writes the event that explains the change, then the request citing it. `id` of the result is the request's. */
export declare function changeRequest(
  replica: Replica,
  id: string,
  changes: RequestChanges,
  text?: string,
): Promise<CommandResult>;
/** `id` of the result is the new event's. */
export declare function answerRequest(
  replica: Replica,
  id: string,
  text: string,
  photos: readonly PreparedPhoto[],
): Promise<CommandResult>;
export declare function addInternalNote(replica: Replica, id: string, text: string): Promise<CommandResult>;
