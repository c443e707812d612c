/** Who sees a household (its own people, the office, and the board, which reads all accounts by their homes) and who may change it. */
import type { Change } from '../core/entity.ts';
import { localOf, makeId } from '../core/ids.ts';
import { headKey, householdKey, isOffice, type Key, type Principal } from '../core/principal.ts';
import { ALLOWED, refuse, type Verdict } from '../core/verdict.ts';
import type { Household, HouseholdBody } from './household.ts';

export function householdNeeds(doc: Household): readonly string[] {
  return [makeId('property', doc.body.property)];
}

export function householdAudience(doc: Household): readonly Key[] {
  return [householdKey(localOf(doc.id)), 'office', 'board'];
}

/** The office keeps households; a head may rename their own. Kind and property stay: who moves gets a new household. */
export function mayWriteHousehold(principal: Principal, change: Change<HouseholdBody>): Verdict {
  const { before, after, needed } = change;
  if (after === undefined) return refuse('not-allowed');
  const head = before !== undefined && principal.keys.has(headKey(localOf(before.id)));
  if (!isOffice(principal) && !head) return refuse('not-allowed');
  if (before === undefined) {
    return needed.has(makeId('property', after.body.property)) ? ALLOWED : refuse('missing-document');
  }
  if (before.body.kind !== after.body.kind) return refuse('immutable', 'body.kind');
  if (before.body.property !== after.body.property) return refuse('immutable', 'body.property');
  return ALLOWED;
}
