/**
 * Checkout sessions: a hosted page on which one payment is made, or a method saved.
 * https://docs.stripe.com/payments/checkout/how-checkout-works
 */
import type { Customer, PaymentIntent, PaymentMethod, Session, SetupIntent } from '../core/records.ts';
import type { SessionNote } from '../core/tables.ts';
import { emit } from '../core/world.ts';
import type { World } from '../core/world.ts';
import { cardDecline } from './declines.ts';
import type { Reason } from './declines.ts';
import { agreementUrl, makeIntent, tryPayment } from './intents.ts';
import { failSetup, succeedSetup } from './setups.ts';

/** What an attempt on the page leads to. */
export type Attempt =
  | { readonly kind: 'done'; readonly url: string }
  /** The holder's bank asks first, at this address. */
  | { readonly kind: 'ask'; readonly url: string }
  | { readonly kind: 'declined'; readonly message: string };

/** Where the browser goes after success; Stripe fills in the session's id. */
export function successUrl(session: Session): string {
  return (session.success_url ?? '').replaceAll('{CHECKOUT_SESSION_ID}', session.id);
}

function details(world: World, session: Session, method: PaymentMethod): object {
  const customer: Customer | undefined = world.customers.get(session.customer ?? '');
  const billing = method['billing_details'] as { address: object; email: string | null; name: string | null };
  return {
    address: billing.address,
    business_name: null,
    email: customer?.email ?? billing.email,
    individual_name: null,
    name: customer?.name ?? billing.name,
    phone: null,
    tax_exempt: 'none',
    tax_ids: [],
  };
}

function complete(world: World, session: Session, method: PaymentMethod, fields: Partial<Session>): Attempt {
  const done = world.sessions.change(session.id, {
    ...fields,
    customer_details: details(world, session, method),
    status: 'complete',
    url: null,
  });
  emit(world, 'checkout.session.completed', done);
  return { kind: 'done', url: successUrl(done) };
}

function intentOf(world: World, session: Session, note: SessionNote): PaymentIntent {
  const before = session.payment_intent === null ? undefined : world.intents.get(session.payment_intent);
  if (before !== undefined) return before;
  const intent = makeIntent(
    world,
    {
      ...note.intent,
      amount: session.amount_total ?? 0,
      currency: session.currency ?? 'usd',
      customer: session.customer,
      payment_method_types: session.payment_method_types,
    },
    { back: successUrl(session) },
  );
  world.sessions.change(session.id, { payment_intent: intent.id });
  return intent;
}

function afterPayment(world: World, session: Session, intent: PaymentIntent, method: PaymentMethod): Attempt {
  if (intent.status === 'requires_action') return { kind: 'ask', url: agreementUrl(world, intent) };
  if (intent.last_payment_error !== null) {
    return { kind: 'declined', message: intent.last_payment_error.code };
  }
  const payment_status = intent.status === 'succeeded' ? 'paid' : 'unpaid';
  return complete(world, session, method, { payment_intent: intent.id, payment_status });
}

function pay(world: World, session: Session, method: PaymentMethod, agreed: boolean | undefined): Attempt {
  const note = world.sessions.note(session.id);
  if (note === undefined) throw new RangeError(`session ${session.id} has no note`);
  const intent = intentOf(world, session, note);
  const presence = { offSession: false, ...(agreed === undefined ? {} : { agreed }) };
  return afterPayment(world, session, tryPayment(world, intent.id, method.id, presence), method);
}

/** Cards that no bank lets be saved. */
const UNSAVEABLE = new Set(['declined', 'insufficient', 'expired']);

function refuseSetup(world: World, setup: SetupIntent, reason: Reason): Attempt {
  failSetup(world, setup.id, reason.code, reason.message);
  return { kind: 'declined', message: reason.code };
}

const SETUP_NOT_AGREED: Reason = {
  code: 'setup_intent_authentication_failure',
  message: 'The payment method could not be authenticated.',
};

function askToSave(world: World, setup: SetupIntent, method: PaymentMethod): Attempt {
  world.setups.annotate(setup.id, { method: method.id });
  const place = `${world.account ?? 'platform'}/${String(setup['client_secret'])}`;
  return { kind: 'ask', url: `${world.engine.base}/authorize/${place}` };
}

function save(world: World, session: Session, method: PaymentMethod, agreed: boolean | undefined): Attempt {
  const setup = world.setups.need(session.setup_intent ?? '');
  const behaviour = world.methods.note(method.id)?.behaviour ?? '';
  const reason = method.type === 'card' && UNSAVEABLE.has(behaviour) ? cardDecline(behaviour) : undefined;
  if (reason !== undefined) return refuseSetup(world, setup, reason);
  if (agreed === false) return refuseSetup(world, setup, SETUP_NOT_AGREED);
  if (behaviour.startsWith('agree') && agreed !== true) return askToSave(world, setup, method);
  world.methods.annotate(method.id, { agreed: true });
  succeedSetup(world, setup.id, method.id);
  return complete(world, session, method, {});
}

/**
 * One attempt with a method, new or saved.
 * @param agreed what the holder's bank was told, when it has asked
 */
export function attempt(world: World, session: Session, method: PaymentMethod, agreed?: boolean): Attempt {
  return session.mode === 'setup'
    ? save(world, session, method, agreed)
    : pay(world, session, method, agreed);
}

export function expireSession(world: World, id: string): Session {
  const session = world.sessions.need(id);
  if (session.status !== 'open') return session;
  const expired = world.sessions.change(id, { status: 'expired', url: null });
  emit(world, 'checkout.session.expired', expired);
  return expired;
}

/** A bank debit that a session began has ended. */
export function tellSession(world: World, intent: PaymentIntent): void {
  for (const session of world.sessions.all(['payment_intent', intent.id])) {
    if (session.status !== 'complete' || session.payment_status === 'paid') continue;
    if (intent.status === 'succeeded') {
      const paid = world.sessions.change(session.id, { payment_status: 'paid' });
      emit(world, 'checkout.session.async_payment_succeeded', paid);
    } else emit(world, 'checkout.session.async_payment_failed', session);
  }
}
