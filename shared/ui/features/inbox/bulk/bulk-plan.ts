/** What changing several requests at once would do to each: change it, nothing, or that it may not be, and why. Pure. */
import type { RequestChanges } from '@communitrak/replica/commands/requests.ts';
import type { RequestRights, RequestRow, RequestStatus } from '@communitrak/replica/queries/request-rows.ts';
import type { MessageId } from '../../../i18n/messages.ts';
import { isOpenStatus } from '../../requests/index.ts';

export type BulkChange =
  /** `member` '' takes them from whoever has them. */
  | { readonly kind: 'assign'; readonly member: string }
  | { readonly kind: 'status'; readonly status: RequestStatus };

/** To approve or to reject is decided one by one, with a reason. */
export const BULK_STATUSES = [
  'open',
  'in-progress',
  'waiting',
  'done',
] as const satisfies readonly RequestStatus[];

export interface Refused {
  readonly row: RequestRow;
  readonly why: MessageId;
}

export interface BulkPlan {
  readonly will: readonly RequestRow[];
  /** They are so already. */
  readonly same: readonly RequestRow[];
  readonly cannot: readonly Refused[];
}

export function changesOf(change: BulkChange): RequestChanges {
  return change.kind === 'assign' ? { assignee: change.member } : { status: change.status };
}

function isSo(row: RequestRow, change: BulkChange): boolean {
  return change.kind === 'assign' ? row.assignee === change.member : row.status === change.status;
}

function mayBe(rights: RequestRights | undefined, change: BulkChange): boolean {
  if (rights === undefined) return false;
  return change.kind === 'assign' ? rights.assign : rights.transitions.includes(change.status);
}

function whyNot(row: RequestRow, rights: RequestRights | undefined, change: BulkChange): MessageId {
  if (rights === undefined) return 'inbox.bulk.why.gone';
  if (change.kind === 'assign' || rights.transitions.length === 0) return 'inbox.bulk.why.notYours';
  if (!isOpenStatus(row.status)) return 'inbox.bulk.why.closed';
  return row.kind === 'architectural' && change.status === 'done'
    ? 'inbox.bulk.why.decision'
    : 'inbox.bulk.why.notYours';
}

export function planOf(
  rows: readonly RequestRow[],
  change: BulkChange,
  rights: ReadonlyMap<string, RequestRights>,
): BulkPlan {
  const will: RequestRow[] = [];
  const same: RequestRow[] = [];
  const cannot: Refused[] = [];
  for (const row of rows) {
    const own = rights.get(row.id);
    if (isSo(row, change)) same.push(row);
    else if (mayBe(own, change)) will.push(row);
    else cannot.push({ row, why: whyNot(row, own, change) });
  }
  return { will, same, cannot };
}
