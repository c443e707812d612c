/**
 * Autopay is the household's own: its people turn it on and off, the office sees that it is on. Nobody consents for
 * somebody else, and what was agreed to stays as it was read.
 */
import { isCalendarDate } from '../core/dates.ts';
import type { Change } from '../core/entity.ts';
import { makeId } from '../core/ids.ts';
import { householdKey, type Key, type Principal } from '../core/principal.ts';
import { ALLOWED, firstRefusal, refuse, type Verdict } from '../core/verdict.ts';
import { autopayId, MOST_CONSENTS, type Autopay, type AutopayBody, type Consent } from './autopay.ts';

export const autopayNeeds = ({ body }: Autopay): readonly string[] => [makeId('household', body.household)];

export function autopayAudience({ body }: Autopay): readonly Key[] {
  return [householdKey(body.household), 'office', 'lead'];
}

/** The consent that this change adds, or undefined. */
function addedConsent(before: AutopayBody | undefined, after: AutopayBody): Consent | undefined {
  const last = after.consents.at(-1);
  const known = before?.consents.at(-1);
  return JSON.stringify(last) === JSON.stringify(known) ? undefined : last;
}

export function mayWriteAutopay(principal: Principal, { before, after }: Change<AutopayBody>): Verdict {
  if (after === undefined || !principal.keys.has(householdKey(after.body.household)))
    return refuse('not-allowed');
  const added = addedConsent(before?.body, after.body);
  return added !== undefined && added.by !== principal.member
    ? refuse('not-allowed', 'body.consents')
    : ALLOWED;
}

/** All that were there, the oldest dropped where there is no more room, and at most one more. */
function consentsHold(before: AutopayBody | undefined, after: AutopayBody): Verdict {
  const known = before?.consents ?? [];
  const added = addedConsent(before, after);
  const wanted = (added === undefined ? known : [...known, added]).slice(-MOST_CONSENTS);
  const isKept = JSON.stringify(wanted) === JSON.stringify(after.consents);
  if (!isKept) return refuse('immutable', 'body.consents');
  const turnsOn = after.on && before?.on !== true;
  const isAgreed = !turnsOn || (added !== undefined && added.text.trim() !== '');
  return isAgreed ? ALLOWED : refuse('invalid', 'body.consents');
}

export function autopayInvariants({ before, after, needed }: Change<AutopayBody>): Verdict {
  if (after === undefined) return refuse('immutable');
  const { id, parent, body } = after;
  const home = makeId('household', body.household);
  return firstRefusal(
    () => (id === autopayId(body.household) && parent === home ? ALLOWED : refuse('invalid', 'id')),
    () =>
      body.pausedUntil === '' || isCalendarDate(body.pausedUntil)
        ? ALLOWED
        : refuse('invalid', 'body.pausedUntil'),
    () => consentsHold(before?.body, body),
    () => (needed.has(home) ? ALLOWED : refuse('missing-document')),
  );
}
