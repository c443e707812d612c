/** Everybody knows whether the service is paid; bills are for office, board and leaders. The server alone writes both. */
import { isCalendarDate } from '../core/dates.ts';
import type { Change } from '../core/entity.ts';
import type { Key } from '../core/principal.ts';
import { ALLOWED, refuse, type Verdict } from '../core/verdict.ts';
import type { ServiceBody } from './service.ts';
import type { SubscriptionBody } from './subscription.ts';

export function serviceAudience(): readonly Key[] {
  return ['all', 'office', 'board', 'lead'];
}

export function subscriptionAudience(): readonly Key[] {
  return ['office', 'board', 'lead'];
}

export function mayWriteBilling(): Verdict {
  return refuse('not-allowed');
}

export function serviceInvariants({ after }: Change<ServiceBody>): Verdict {
  if (after === undefined) return refuse('immutable');
  const { since, until } = after.body;
  if (!isCalendarDate(since)) return refuse('invalid', 'body.since');
  return until === '' || isCalendarDate(until) ? ALLOWED : refuse('invalid', 'body.until');
}

export function subscriptionInvariants({ before, after }: Change<SubscriptionBody>): Verdict {
  if (after === undefined) return refuse('immutable');
  if (before !== undefined && before.body.began !== after.body.began)
    return refuse('immutable', 'body.began');
  const { began, trialEnds, periodFrom, periodTo, invoices } = after.body;
  const wrong = [began, trialEnds, periodFrom, periodTo].find((day) => !isCalendarDate(day));
  if (wrong !== undefined) return refuse('invalid', 'body.periodFrom');
  const named = new Set(invoices.map(({ gateway }) => gateway));
  return named.size === invoices.length ? ALLOWED : refuse('invalid', 'body.invoices');
}
