/** A mark is its member's alone: nobody else learns what has been read and what has not, the office neither. */
import type { Change } from '../core/entity.ts';
import { makeId } from '../core/ids.ts';
import { memberKey, type Key, type Principal } from '../core/principal.ts';
import { ALLOWED, refuse, type Verdict } from '../core/verdict.ts';
import { memberEntity } from '../members/index.ts';
import { readMarkId, type ReadMark, type ReadMarkBody } from './read-mark.ts';

export function readMarkNeeds({ body }: ReadMark): readonly string[] {
  return [makeId('member', body.member)];
}

export function readMarkAudience({ body }: ReadMark): readonly Key[] {
  return [memberKey(body.member)];
}

export function mayWriteReadMark(principal: Principal, change: Change<ReadMarkBody>): Verdict {
  const { before, after, needed } = change;
  if (after === undefined || after.body.member !== principal.member) return refuse('not-allowed');
  const card = memberEntity.read(needed.get(makeId('member', principal.member)));
  if (card?.body.state !== 'active') return refuse('not-allowed');
  if (after.id !== readMarkId(after.body.member, after.body.thread))
    return refuse('immutable', 'body.thread');
  return before === undefined || before.body.at <= after.body.at ? ALLOWED : refuse('invalid', 'body.at');
}
