/** Who sees roles (everyone may know who leads), who gives them, and which keys they carry. */
import type { Change } from '../core/entity.ts';
import { makeId } from '../core/ids.ts';
import { memberKey, type Key, type Principal, type Role } from '../core/principal.ts';
import type { Contribution } from '../core/rights.ts';
import { ALLOWED, refuse, type Verdict } from '../core/verdict.ts';
import type { MemberRole, MemberRoleBody } from './member-role.ts';

const KEYS_OF: Readonly<Record<Role, readonly Key[]>> = {
  office: ['all', 'office'],
  board: ['all', 'board'],
  lead: ['all', 'board', 'office', 'lead'],
};

export function memberRoleNeeds(doc: MemberRole): readonly string[] {
  return [makeId('member', doc.body.member)];
}

export function memberRoleAudience(doc: MemberRole): readonly Key[] {
  return ['all', 'office', memberKey(doc.body.member)];
}

/** Community leaders give and take roles; nobody their own, so that no one raises themselves and one leader remains. */
export function mayWriteMemberRole(principal: Principal, change: Change<MemberRoleBody>): Verdict {
  const { after, needed } = change;
  if (after === undefined || !principal.keys.has('lead')) return refuse('not-allowed');
  const { member } = after.body;
  if (member === principal.member || after.id !== makeId('member-role', member)) return refuse('not-allowed');
  return needed.has(makeId('member', member)) ? ALLOWED : refuse('missing-document');
}

export function memberRoleRights(doc: MemberRole): Contribution {
  const keys = new Set(doc.body.roles.flatMap((role) => KEYS_OF[role]));
  return { member: doc.body.member, keys: [...keys] };
}
