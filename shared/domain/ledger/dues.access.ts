/** The office keeps the schedules of dues; office and board see them. */
import type { Change } from '../core/entity.ts';
import { isOffice, type Key, type Principal } from '../core/principal.ts';
import { ALLOWED, refuse, type Verdict } from '../core/verdict.ts';
import type { DuesBody } from './dues.ts';

export const duesNeeds = (): readonly string[] => [];

export function duesAudience(): readonly Key[] {
  return ['office', 'board', 'lead'];
}

/** What has run may have been by this schedule: it is ended (`active: false`), never taken away. */
export function duesInvariants({ after }: Change<DuesBody>): Verdict {
  return after === undefined ? refuse('not-allowed') : ALLOWED;
}

export function mayWriteDues(principal: Principal): Verdict {
  return isOffice(principal) ? ALLOWED : refuse('not-allowed');
}
