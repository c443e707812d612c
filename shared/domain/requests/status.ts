/** Kinds, priorities and statuses of a request, and which status may follow which, whoever asks. */

export const REQUEST_KINDS = ['general', 'maintenance', 'architectural'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];
export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];
export const ALL_STATUSES = ['open', 'in-progress', 'waiting', 'done', 'approved', 'rejected'] as const;
export type RequestStatus = (typeof ALL_STATUSES)[number];

const ACTIVE_STATUSES: readonly RequestStatus[] = ['open', 'in-progress', 'waiting'];
export function isClosed(status: RequestStatus): boolean {
  return !ACTIVE_STATUSES.includes(status);
}

/** Where a kind ends: architectural requests are approved or rejected, the others done. */
export function endsOf(kind: RequestKind): readonly RequestStatus[] {
  return kind === 'architectural' ? ['approved', 'rejected'] : ['done'];
}

export function statusesOf(kind: RequestKind): readonly RequestStatus[] {
  return [...ACTIVE_STATUSES, ...endsOf(kind)];
}

/** Every status that may follow, whoever asks. From a closed one only back to 'open': it is reopened. */
export function possibleTransitions(kind: RequestKind, from: RequestStatus): readonly RequestStatus[] {
  if (isClosed(from)) return ['open'];
  return [...ACTIVE_STATUSES.filter((status) => status !== from), ...endsOf(kind)];
}
