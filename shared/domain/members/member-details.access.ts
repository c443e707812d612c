/** Who sees a member's details and who may change them. */
import type { Change } from '../core/entity.ts';
import { makeId } from '../core/ids.ts';
import { headKey, householdKey, isOffice, memberKey, type Key, type Principal } from '../core/principal.ts';
import { readNeeded } from '../core/read.ts';
import { ALLOWED, refuse, type Verdict } from '../core/verdict.ts';
import type { MemberDetails, MemberDetailsBody } from './member-details.ts';
import { memberShape } from './member.ts';

export function memberDetailsNeeds(doc: MemberDetails): readonly string[] {
  return [makeId('member', doc.body.member)];
}

export function memberDetailsAudience({ body }: MemberDetails): readonly Key[] {
  return [...body.households.map(householdKey), 'office', memberKey(body.member)];
}

const without = (all: readonly string[], some: readonly string[]): readonly string[] =>
  all.filter((one) => !some.includes(one));

/** A head takes a person out of their own household, and changes nothing else. */
function headTakesOut(principal: Principal, before: MemberDetails, after: MemberDetails): boolean {
  const { email, phone, mailing, households } = after.body;
  const left = without(before.body.households, households);
  return (
    left.length > 0 &&
    left.every((household) => principal.keys.has(headKey(household))) &&
    without(households, before.body.households).length === 0 &&
    email === before.body.email &&
    phone === before.body.phone &&
    JSON.stringify(mailing) === JSON.stringify(before.body.mailing)
  );
}

function sameHouseholds(before: MemberDetails, after: MemberDetails): boolean {
  return (
    without(before.body.households, after.body.households).length === 0 &&
    without(after.body.households, before.body.households).length === 0
  );
}

function mayCreate(principal: Principal, after: MemberDetails, addedBy: string): Verdict {
  const { households } = after.body;
  const own =
    households.length > 0 && households.every((household) => principal.keys.has(headKey(household)));
  return own && addedBy === principal.member ? ALLOWED : refuse('not-allowed');
}

/**
 * The office, the member (how to reach them, not whose household they are of), and the head who adds someone. Adding a
 * household shows the details to its people, so only the office, or the head for a person they add, may do that.
 */
export function mayWriteMemberDetails(principal: Principal, change: Change<MemberDetailsBody>): Verdict {
  const { before, after, needed } = change;
  if (after === undefined || after.id !== makeId('member-details', after.body.member)) {
    return refuse('not-allowed');
  }
  const card = readNeeded(memberShape, needed.get(makeId('member', after.body.member)));
  if (card === undefined) return refuse('missing-document');
  if (isOffice(principal)) return ALLOWED;
  if (before === undefined) return mayCreate(principal, after, card.body.addedBy);
  if (headTakesOut(principal, before, after)) return ALLOWED;
  const self = principal.member === after.body.member && card.body.state !== 'suspended';
  return self && sameHouseholds(before, after) ? ALLOWED : refuse('not-allowed');
}
