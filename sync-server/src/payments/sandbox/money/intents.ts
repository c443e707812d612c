/** Payment intents: one payment from its first attempt to its end. https://docs.stripe.com/payments/paymentintents/lifecycle */
import { addBusinessDays } from '../core/days.ts';
import type { Charge, PaymentIntent, PaymentMethod } from '../core/records.ts';
import type { Metadata } from '../core/stored.ts';
import { or, orNull } from '../core/values.ts';
import { born, emit } from '../core/world.ts';
import type { World } from '../core/world.ts';
import { chargeLater, chargeNow, declineCharge, failPending, settlePending } from './charges.ts';
import { bankFailure, cardDecline, NEEDS_HOLDER, NOT_AGREED, paymentError } from './declines.ts';
import type { Reason } from './declines.ts';
import { APPLICATION } from './fees.ts';
import { attachMethod } from './methods.ts';

const SHAPE = {
  amount_capturable: 0,
  amount_details: { tip: {} },
  automatic_payment_methods: null,
  canceled_at: null,
  cancellation_reason: null,
  capture_method: 'automatic',
  confirmation_method: 'automatic',
  customer_account: null,
  excluded_payment_method_types: null,
  last_payment_error: null,
  latest_charge: null,
  livemode: false,
  managed_payments: null,
  next_action: null,
  on_behalf_of: null,
  payment_method: null,
  payment_method_configuration_details: null,
  payment_method_options: {},
  processing: null,
  review: null,
  shipping: null,
  source: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  transfer_data: null,
  transfer_group: null,
};

/** Banking days until a bank debit is known to have gone through or not. */
const BANK_DAYS = 4;
/** How long after a payment a holder who disputes it says so. */
const DISPUTE_SECONDS = 5;
/** Banking days after which a bank takes back a debit that had gone through. */
const RETURN_DAYS = 2;

export interface IntentFields {
  readonly amount: number;
  readonly currency: string;
  readonly customer?: string | null | undefined;
  readonly application_fee_amount?: number | null | undefined;
  readonly description?: string | null | undefined;
  readonly metadata?: Metadata | undefined;
  readonly payment_method?: string | null | undefined;
  readonly payment_method_types?: readonly string[] | undefined;
  readonly receipt_email?: string | null | undefined;
  readonly setup_future_usage?: string | null | undefined;
  readonly automatic_payment_methods?: unknown;
  readonly payment_method_options?: unknown;
  readonly statement_descriptor_suffix?: string | null | undefined;
}

export interface IntentNote {
  /** Where the holder's browser returns after agreeing. */
  readonly back?: string;
  readonly invoice?: string;
}

/** What is given is shown, what is not is null. */
const shown = (fields: IntentFields) => ({
  application_fee_amount: orNull(fields.application_fee_amount),
  customer: orNull(fields.customer),
  description: orNull(fields.description),
  metadata: or(fields.metadata, {}),
  payment_method: orNull(fields.payment_method),
  payment_method_types: or(fields.payment_method_types, ['card', 'us_bank_account']),
  receipt_email: orNull(fields.receipt_email),
  setup_future_usage: orNull(fields.setup_future_usage),
});

export function makeIntent(world: World, fields: IntentFields, note: IntentNote = {}): PaymentIntent {
  const head = born(world, 'pi_', 'payment_intent');
  const hasMethod = typeof fields.payment_method === 'string';
  const intent: PaymentIntent = {
    ...SHAPE,
    ...head,
    application: world.account === undefined ? null : APPLICATION,
    ...fields,
    ...shown(fields),
    amount_received: 0,
    client_secret: world.engine.newId(`${head.id}_secret_`),
    last_payment_error: null,
    latest_charge: null,
    status: hasMethod ? 'requires_confirmation' : 'requires_payment_method',
  };
  world.intents.add(intent, note);
  emit(world, 'payment_intent.created', intent);
  return intent;
}

export interface Presence {
  /** The holder is not there: who would have to be asked is declined. */
  readonly offSession: boolean;
  /** The holder has just been asked: with what answer. */
  readonly agreed?: boolean;
}

function mustAsk(world: World, method: PaymentMethod, { offSession, agreed }: Presence): boolean {
  if (agreed === true) return false;
  const note = world.methods.note(method.id);
  if (note?.behaviour === 'agreeAlways') return true;
  // Agreed when it was saved, it may be charged later without asking.
  return note?.behaviour === 'agreeOnce' && !(offSession && note.agreed);
}

/** Tries to take the money with this method. What came of it is the intent's status. */
export function tryPayment(world: World, id: string, methodId: string, presence: Presence): PaymentIntent {
  const method = world.methods.need(methodId);
  const chosen = { payment_method: methodId, last_payment_error: null, next_action: null };
  const intent = world.intents.change(id, chosen);
  if (method.type === 'us_bank_account') return debitBank(world, intent, method);
  if (presence.agreed === false) return decline(world, intent, method, NOT_AGREED);
  if (mustAsk(world, method, presence)) {
    return presence.offSession ? decline(world, intent, method, NEEDS_HOLDER) : ask(world, intent);
  }
  const refusal = cardDecline(world.methods.note(methodId)?.behaviour ?? '');
  if (refusal !== undefined) return decline(world, intent, method, refusal);
  return succeedCard(world, intent, method, presence.agreed === true);
}

/** The page of the holder's bank, where a payment is authorized. */
export const agreementUrl = (world: World, intent: PaymentIntent): string =>
  `${world.engine.base}/authorize/${world.account ?? 'platform'}/${intent.client_secret}`;

function ask(world: World, intent: PaymentIntent): PaymentIntent {
  const back = world.intents.note(intent.id)?.back ?? null;
  const asking = world.intents.change(intent.id, {
    next_action: {
      type: 'redirect_to_url',
      redirect_to_url: { return_url: back, url: agreementUrl(world, intent) },
    },
    status: 'requires_action',
  });
  emit(world, 'payment_intent.requires_action', asking);
  return asking;
}

function decline(world: World, intent: PaymentIntent, method: PaymentMethod, reason: Reason): PaymentIntent {
  const charge = declineCharge(world, intent, method, reason);
  return failIntent(world, intent.id, method, reason, charge);
}

function failIntent(
  world: World,
  id: string,
  method: PaymentMethod,
  reason: Reason,
  charge: Charge,
): PaymentIntent {
  const failed = world.intents.change(id, {
    last_payment_error: paymentError(reason, method, charge.id),
    latest_charge: charge.id,
    next_action: null,
    payment_method: null,
    processing: null,
    status: 'requires_payment_method',
  });
  emit(world, 'payment_intent.payment_failed', failed);
  return failed;
}

function succeed(world: World, intent: PaymentIntent, charge: Charge): PaymentIntent {
  const paid = world.intents.change(intent.id, {
    amount_received: intent.amount,
    latest_charge: charge.id,
    processing: null,
    status: 'succeeded',
  });
  emit(world, 'payment_intent.succeeded', paid);
  return paid;
}

function keepMethod(world: World, intent: PaymentIntent, method: PaymentMethod, agreed: boolean): void {
  if (intent.setup_future_usage === null || intent.customer === null) return;
  attachMethod(world, method.id, intent.customer);
  if (agreed) world.methods.annotate(method.id, { agreed: true });
}

function succeedCard(
  world: World,
  intent: PaymentIntent,
  method: PaymentMethod,
  agreed: boolean,
): PaymentIntent {
  const charge = chargeNow(world, intent, method);
  keepMethod(world, intent, method, agreed);
  if (world.methods.note(method.id)?.behaviour === 'disputed') {
    world.engine.plan(world, world.engine.now() + DISPUTE_SECONDS, 'charge.dispute', charge.id);
  }
  return succeed(world, intent, charge);
}

function debitBank(world: World, intent: PaymentIntent, method: PaymentMethod): PaymentIntent {
  const charge = chargeLater(world, intent, method);
  keepMethod(world, intent, method, true);
  const processing = world.intents.change(intent.id, { latest_charge: charge.id, status: 'processing' });
  emit(world, 'payment_intent.processing', processing);
  if (world.methods.note(method.id)?.behaviour !== 'waits') {
    world.engine.plan(world, addBusinessDays(world.engine.now(), BANK_DAYS), 'charge.settle', charge.id);
  }
  return processing;
}

/** The end of a bank debit's days. */
export function settleDebit(world: World, chargeId: string): PaymentIntent | undefined {
  const pending = world.charges.need(chargeId);
  const intent = world.intents.get(pending.payment_intent ?? '');
  const method = world.methods.get(pending.payment_method ?? '');
  if (pending.status !== 'pending' || intent === undefined || method === undefined) return undefined;
  const behaviour = world.methods.note(method.id)?.behaviour ?? '';
  const reason = bankFailure(behaviour);
  if (reason !== undefined) {
    return failIntent(world, intent.id, method, reason, failPending(world, chargeId, reason));
  }
  const charge = settlePending(world, chargeId);
  if (behaviour === 'returned') {
    const at = addBusinessDays(world.engine.now(), RETURN_DAYS);
    world.engine.plan(world, at, 'charge.return', charge.id);
  }
  return succeed(world, intent, charge);
}

export function cancelIntent(world: World, id: string, reason: string | null): PaymentIntent {
  const canceled = world.intents.change(id, {
    canceled_at: world.engine.now(),
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  });
  emit(world, 'payment_intent.canceled', canceled);
  return canceled;
}
