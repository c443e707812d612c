/** Whoever the kind of a notice is for sees it; nobody but the server writes one. */
import type { Change } from '../core/entity.ts';
import type { Key } from '../core/principal.ts';
import { ALLOWED, refuse, type Verdict } from '../core/verdict.ts';
import { isConsistent, noticeKeys, type Notice, type NoticeBody } from './notice.ts';

export function noticeAudience({ body }: Notice): readonly Key[] {
  return noticeKeys(body);
}

export function mayWriteNotice(): Verdict {
  return refuse('not-allowed');
}

export function noticeInvariants({ after }: Change<NoticeBody>): Verdict {
  return after !== undefined && isConsistent(after) ? ALLOWED : refuse('invalid', 'id');
}
