/** Who sees a member's card, who may change it, and what it gives: the member's state and name. */
import type { Change } from '../core/entity.ts';
import { localOf } from '../core/ids.ts';
import { isOffice, memberKey, type Key, type Principal } from '../core/principal.ts';
import type { Contribution } from '../core/rights.ts';
import { ALLOWED, refuse, type Verdict } from '../core/verdict.ts';
import { displayName, type Member, type MemberBody } from './member.ts';

export function memberNeeds(): readonly string[] {
  return [];
}

/** The community, and the member even when they are not of it any more: their own name is theirs to see. */
export function memberAudience(doc: Member): readonly Key[] {
  return ['all', 'office', memberKey(localOf(doc.id))];
}

function isHead(principal: Principal): boolean {
  return [...principal.keys].some((key) => key.startsWith('head:'));
}

function mayCreate(principal: Principal, body: MemberBody): Verdict {
  if (isOffice(principal)) return body.addedBy === '' ? ALLOWED : refuse('not-allowed', 'body.addedBy');
  const asHead = isHead(principal) && body.addedBy === principal.member;
  return asHead && body.state === 'active' && body.title === '' ? ALLOWED : refuse('not-allowed');
}

/**
 * The office corrects names and titles; heads of household add their own people; only a community leader suspends,
 * takes back or retires a member, and never themselves. Cards are never deleted: records go on naming their author.
 */
export function mayWriteMember(principal: Principal, { before, after }: Change<MemberBody>): Verdict {
  if (after === undefined) return refuse('not-allowed');
  if (displayName(after.body) === '') return refuse('invalid', 'body.last');
  if (before === undefined) return mayCreate(principal, after.body);
  if (!isOffice(principal)) return refuse('not-allowed');
  if (before.body.addedBy !== after.body.addedBy) return refuse('immutable', 'body.addedBy');
  if (before.body.state === after.body.state) return ALLOWED;
  const self = localOf(after.id) === principal.member;
  return principal.keys.has('lead') && !self ? ALLOWED : refuse('not-allowed', 'body.state');
}

export function memberRights(doc: Member): Contribution {
  return { member: localOf(doc.id), keys: [], state: doc.body.state, name: displayName(doc.body) };
}
