/** Who sees a link, who may make and end it, and which keys it gives. */
import { associationEntity } from '../associations/index.ts';
import { isCalendarDate, isoInstant } from '../core/dates.ts';
import type { Change, Needed } from '../core/entity.ts';
import { makeId } from '../core/ids.ts';
import { headKey, householdKey, isOffice, memberKey, type Key, type Principal } from '../core/principal.ts';
import type { Contribution } from '../core/rights.ts';
import { ALLOWED, firstRefusal, refuse, type Verdict } from '../core/verdict.ts';
import { householdEntity, type Household } from '../households/index.ts';
import { memberEntity, type Member } from '../members/index.ts';
import { householdLinkId, type HouseholdLink, type HouseholdLinkBody } from './household-link.ts';

const DAY_MS = 24 * 3600 * 1000;

export function householdLinkNeeds({ body }: HouseholdLink): readonly string[] {
  return [
    makeId('household', body.household),
    makeId('member', body.member),
    makeId('association', body.association),
  ];
}

export function householdLinkAudience({ body }: HouseholdLink): readonly Key[] {
  return [householdKey(body.household), 'office', memberKey(body.member)];
}

/** Dates are of the association's zone; a day of slack covers every zone. */
function datesAreSound({ body }: HouseholdLink, now: number): Verdict {
  if (!isCalendarDate(body.from)) return refuse('invalid', 'body.from');
  if (body.to === undefined) return ALLOWED;
  const sound = isCalendarDate(body.to) && body.to >= body.from && body.to <= isoInstant(now + DAY_MS);
  return sound ? ALLOWED : refuse('invalid', 'body.to');
}

function endsStay(before: HouseholdLink | undefined, after: HouseholdLink): Verdict {
  const same = before === undefined || before.body.association === after.body.association;
  const derived = after.id === householdLinkId(after.body.member, after.body.household);
  return same && derived ? ALLOWED : refuse('immutable', 'body.household');
}

/** Owners' and tenants' households do not mix: a tenant's link leads to the tenants' own household only. */
function roleFits(after: HouseholdLink, household: Household): Verdict {
  const tenant = after.body.role === 'tenant';
  return tenant === (household.body.kind === 'tenant') ? ALLOWED : refuse('invalid', 'body.role');
}

/** A head adds people they have entered themselves as household members, ends such links, and touches no head's. */
function headMay(principal: Principal, change: Change<HouseholdLinkBody>, card: Member): Verdict {
  const { before, after } = change;
  if (after === undefined || !principal.keys.has(headKey(after.body.household))) return refuse('not-allowed');
  if (after.body.role !== 'member') return refuse('not-allowed', 'body.role');
  if (before === undefined) {
    return card.body.addedBy === principal.member ? ALLOWED : refuse('not-allowed', 'body.member');
  }
  return before.body.role === 'member' ? ALLOWED : refuse('not-allowed', 'body.role');
}

export function mayWriteHouseholdLink(principal: Principal, change: Change<HouseholdLinkBody>): Verdict {
  const { before, after, needed, now } = change;
  if (after === undefined || after.body.association !== principal.association) return refuse('not-allowed');
  const household = householdEntity.read(needed.get(makeId('household', after.body.household)));
  const card = memberEntity.read(needed.get(makeId('member', after.body.member)));
  if (household === undefined || card === undefined) return refuse('missing-document');
  return firstRefusal(
    () => (isOffice(principal) ? ALLOWED : headMay(principal, change, card)),
    () => endsStay(before, after),
    () => roleFits(after, household),
    () => datesAreSound(after, now),
  );
}

function tenantsSeeCommunity({ body }: HouseholdLink, needed: Needed): boolean {
  return (
    associationEntity.read(needed.get(makeId('association', body.association)))?.body.tenantsSeeCommunity ??
    false
  );
}

/** An ended link gives nothing. Which household a link leads to decides the rest; a missing document gives less. */
export function householdLinkRights(doc: HouseholdLink, needed: Needed): Contribution {
  const { member, household, role, to } = doc.body;
  if (to !== undefined) return { member, keys: [] };
  if (role === 'tenant') {
    const community: readonly Key[] = tenantsSeeCommunity(doc, needed) ? ['all'] : [];
    return { member, keys: [...community, householdKey(household)] };
  }
  const own: readonly Key[] = ['all', householdKey(household)];
  return { member, keys: role === 'head' ? [...own, headKey(household)] : own };
}
