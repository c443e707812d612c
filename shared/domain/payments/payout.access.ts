/** Office, board and leaders see what was paid out; the server alone writes it. Its lines foot, whoever writes. */
import { isCalendarDate } from '../core/dates.ts';
import type { Change } from '../core/entity.ts';
import type { Key } from '../core/principal.ts';
import { ALLOWED, firstRefusal, refuse, type Verdict } from '../core/verdict.ts';
import type { PayoutBody } from './payout.ts';

export function payoutAudience(): readonly Key[] {
  return ['office', 'board', 'lead'];
}

export function mayWritePayout(): Verdict {
  return refuse('not-allowed');
}

function sumsHold({ lines, partCents, cents, part, parts }: PayoutBody): Verdict {
  const wrong = lines.findIndex(({ grossCents, feeCents, netCents }) => grossCents - feeCents !== netCents);
  if (wrong !== -1) return refuse('invalid', `body.lines.${String(wrong)}.netCents`);
  const net = lines.reduce((sum, { netCents }) => sum + netCents, 0);
  if (net !== partCents) return refuse('invalid', 'body.partCents');
  if (part > parts) return refuse('invalid', 'body.part');
  // Of several parts none knows the others; of one the sum is the payout.
  return parts > 1 || partCents === cents ? ALLOWED : refuse('invalid', 'body.cents');
}

function statesHold({ state, wasPaid, failedOn }: PayoutBody): Verdict {
  if (state === 'paid' && !wasPaid) return refuse('invalid', 'body.wasPaid');
  if ((state === 'failed') !== (failedOn !== '')) return refuse('invalid', 'body.failedOn');
  return failedOn === '' || isCalendarDate(failedOn) ? ALLOWED : refuse('invalid', 'body.failedOn');
}

/** What has been in the books stays there. */
function pastHolds(before: PayoutBody | undefined, after: PayoutBody): Verdict {
  if (before === undefined) return ALLOWED;
  const fixed = (['gateway', 'part', 'cents', 'currency', 'created'] as const).find(
    (field) => before[field] !== after[field],
  );
  if (fixed !== undefined) return refuse('immutable', `body.${fixed}`);
  if (before.wasPaid && !after.wasPaid) return refuse('immutable', 'body.wasPaid');
  if (before.wasPaid && before.arrives !== after.arrives) return refuse('immutable', 'body.arrives');
  const isMoved = before.failedOn !== '' && before.failedOn !== after.failedOn;
  return isMoved ? refuse('immutable', 'body.failedOn') : ALLOWED;
}

export function payoutInvariants({ before, after }: Change<PayoutBody>): Verdict {
  if (after === undefined) return refuse('immutable');
  const { body } = after;
  return firstRefusal(
    () => (isCalendarDate(body.arrives) ? ALLOWED : refuse('invalid', 'body.arrives')),
    () => sumsHold(body),
    () => statesHold(body),
    () => pastHolds(before?.body, body),
  );
}
