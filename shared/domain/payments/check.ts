/** Whether a payment is still right at the moment at which it would be sent, or opened at the gateway's page. */
import type { Account } from '../ledger/index.ts';
import type { SavedMethod } from './payment-method.ts';
import type { PaidCharge, Payment } from './payment.ts';
import type { PaymentSettingsBody } from './payment-settings.ts';
import type { PaymentRefusal } from './payment-states.ts';
import type { PaymentStatusBody } from './payment-status.ts';
import { openAfterPending, type OpenCharge } from './pending.ts';

export interface PaymentFacts {
  readonly account: Pick<Account, 'charges'>;
  /** Others of the household that count as on their way. */
  readonly others: readonly Payment[];
  readonly settings: PaymentSettingsBody;
  /** Undefined while the association has never been able to take payments. */
  readonly status: PaymentStatusBody | undefined;
  readonly methods: readonly SavedMethod[];
  /** Whoever asked for it belongs to the household still. */
  readonly belongs: boolean;
}

/** The saved method that it is paid with, while it is usable. */
export function methodFor({ body }: Payment, methods: readonly SavedMethod[]): SavedMethod | undefined {
  const named = methods.find(({ id }) => id === `payment-method:${body.method}`);
  return named?.body.state === 'usable' && named.body.household === body.household ? named : undefined;
}

function chargeRefusal(
  { cents }: PaidCharge,
  open: OpenCharge | undefined,
  isThere: boolean,
): PaymentRefusal | undefined {
  if (open === undefined) return isThere ? 'charge-paid' : 'charge-gone';
  if (cents > open.openCents) return 'charge-changed';
  return cents > open.leftCents ? 'being-paid' : undefined;
}

/** Only of the last charge a part may be paid: what comes before it is paid in full, or the money would pay otherwise. */
function isPart({ charges }: Payment['body'], open: ReadonlyMap<string, OpenCharge>): number | undefined {
  const at = charges.findIndex(({ entry, cents }) => cents < (open.get(entry)?.leftCents ?? 0));
  return at < 0 ? undefined : at;
}

function partRefusal(
  { body }: Payment,
  settings: PaymentSettingsBody,
  open: ReadonlyMap<string, OpenCharge>,
): PaymentRefusal | undefined {
  const at = isPart(body, open);
  if (at === undefined) return undefined;
  const cents = body.charges[at]?.cents ?? 0;
  const taken = settings.allowParts && at === body.charges.length - 1 && cents >= settings.leastPartCents;
  return taken ? undefined : 'part';
}

function chargesRefusal(payment: Payment, facts: PaymentFacts): PaymentRefusal | undefined {
  const all = openAfterPending(facts.account, facts.others);
  const open = new Map(all.map((one) => [one.entry, one]));
  const there = new Set(
    facts.account.charges.filter(({ state }) => state !== 'void').map(({ line }) => line.id),
  );
  for (const charge of payment.body.charges) {
    const refusal = chargeRefusal(charge, open.get(charge.entry), there.has(charge.entry));
    if (refusal !== undefined) return refusal;
  }
  return partRefusal(payment, facts.settings, open);
}

/** Undefined when it may be sent. */
export function checkPayment(payment: Payment, facts: PaymentFacts): PaymentRefusal | undefined {
  const { status, settings, methods, belongs } = facts;
  const { currency, kind, feePayer, method } = payment.body;
  if (status?.open !== true) return 'closed';
  if (status.currency !== currency) return 'currency';
  if (!belongs) return 'moved-away';
  if (method !== '' && methodFor(payment, methods)?.body.kind !== kind) return 'method-gone';
  if (settings.feePayer[kind] !== feePayer) return 'fees-changed';
  return chargesRefusal(payment, facts);
}
