/**
 * The association's own bill: begun with a trial, kept at the right number of households, mirrored whenever Stripe tells of
 * it, and once an hour because time alone changes what an unpaid bill means.
 */
import type Stripe from 'stripe';
import {
  changeService,
  changeSubscription,
  createService,
  createSubscription,
  SERVICE_ID,
  serviceEntity,
  serviceOn,
  SUBSCRIPTION_ID,
  subscriptionEntity,
  TRIAL_DAYS,
  type ServiceBody,
  type SubscriptionBody,
} from '@communitrak/domain/billing/index.ts';
import { keep, keptOf, ownerOf } from '../kept.ts';
import { placeOf, readOne, writeDocs, type PaymentsRoom, type Place } from '../room.ts';
import { billOf, householdItem, STATUS } from './bill.ts';
import { registeredHouseholds } from './households.ts';
import { ensurePrices } from './prices.ts';

export interface BillingRoom extends PaymentsRoom {
  /** Local ids of the association's members that have an account. */
  registered(association: string): Promise<ReadonlySet<string>>;
  /** Stripe works out sales tax: only where it was set up there. */
  readonly taxes: boolean;
}

const PAGE = 60;

async function ensureCustomer(room: BillingRoom, { association, about }: Place): Promise<string> {
  const { customer } = await keptOf(room.operations, association);
  if (customer !== undefined) return customer;
  const { name, email } = about;
  const params = { name, ...(email === '' ? {} : { email }), metadata: { association } };
  const made = await room.stripe.customers.create(params, { idempotencyKey: `billing:${association}` });
  await keep(room.operations, association, { customer: made.id });
  return made.id;
}

interface Terms {
  /** One that is there although we do not know of it, because we died before we had written it down. */
  readonly current: string | undefined;
  /** How many have ended. */
  readonly ended: number;
}

async function termsOf({ stripe }: BillingRoom, customer: string): Promise<Terms> {
  let current: string | undefined;
  let ended = 0;
  for await (const { id, status } of stripe.subscriptions.list({ customer, status: 'all', limit: PAGE })) {
    if (STATUS[status] === 'ended') ended += 1;
    else current ??= id;
  }
  return { current, ended };
}

/** Two processes at once begin one: the key is that of the customer's next term. */
async function subscribe(room: BillingRoom, place: Place, customer: string): Promise<string> {
  const { current, ended } = await termsOf(room, customer);
  if (current !== undefined) return current;
  const { base, household } = await ensurePrices(room.stripe);
  const quantity = await registeredHouseholds(place, await room.registered(place.association));
  const params: Stripe.SubscriptionCreateParams = {
    customer,
    items: [
      { price: base.id, quantity: 1 },
      { price: household.id, quantity },
    ],
    ...(ended === 0 ? { trial_period_days: TRIAL_DAYS } : {}),
    // A trial that ends without a method ends in a bill that is not paid, and in what follows from that; never in silence.
    trial_settings: { end_behavior: { missing_payment_method: 'create_invoice' } },
    ...(room.taxes ? { automatic_tax: { enabled: true } } : {}),
    metadata: { association: place.association },
  };
  const key = { idempotencyKey: `subscription:${customer}:${String(ended)}` };
  return (await room.stripe.subscriptions.create(params, key)).id;
}

/** A new term: with a trial the first time, and without one after the one before has ended. */
export async function beginTerm(room: BillingRoom, association: string): Promise<string> {
  const place = await placeOf(room, association);
  const subscription = await subscribe(room, place, await ensureCustomer(room, place));
  await keep(room.operations, association, { subscription });
  return subscription;
}

/** Begins the service where it has not begun. */
export async function ensureSubscription(room: BillingRoom, association: string): Promise<string> {
  const { subscription } = await keptOf(room.operations, association);
  return subscription ?? beginTerm(room, association);
}

async function methodOf(
  { stripe }: PaymentsRoom,
  { default_payment_method: own, customer }: Stripe.Subscription,
): Promise<Stripe.PaymentMethod | null> {
  if (own !== null) return typeof own === 'string' ? stripe.paymentMethods.retrieve(own) : own;
  const id = typeof customer === 'string' ? customer : customer.id;
  const found = await stripe.customers.retrieve(id);
  const usual = found.deleted === true ? null : found.invoice_settings.default_payment_method;
  return typeof usual === 'string' ? stripe.paymentMethods.retrieve(usual) : usual;
}

/** A state that lasts keeps the day on which it began. */
function sinceThen(stored: ServiceBody | undefined, next: ServiceBody): ServiceBody {
  return stored?.state === next.state ? { ...next, since: stored.since } : next;
}

async function writeBill(room: PaymentsRoom, place: Place, bill: SubscriptionBody): Promise<void> {
  const { association, database, today } = place;
  const stored = await readOne(database, subscriptionEntity, SUBSCRIPTION_ID);
  const service = await readOne(database, serviceEntity, SERVICE_ID);
  const next = sinceThen(service?.body, serviceOn(bill, today));
  await writeDocs(room, association, [
    stored === undefined ? createSubscription(bill) : changeSubscription(stored, bill),
    service === undefined ? createService(next) : changeService(service, next),
  ]);
}

/** Reads everything about the bill anew and writes it down. */
export async function refreshBill(room: PaymentsRoom, association: string): Promise<void> {
  const { subscription: id, customer } = await keptOf(room.operations, association);
  if (id === undefined || customer === undefined) return;
  const place = await placeOf(room, association);
  const subscription = await room.stripe.subscriptions.retrieve(id);
  const { data: invoices } = await room.stripe.invoices.list({ customer, limit: PAGE });
  const before = (await readOne(place.database, subscriptionEntity, SUBSCRIPTION_ID))?.body;
  const method = await methodOf(room, subscription);
  const zone = place.about.timeZone;
  await writeBill(room, place, billOf({ subscription, invoices, method, before, zone }));
}

/** Billed are as many households as there are; from the next invoice on. */
async function followHouseholds(room: BillingRoom, association: string, id: string): Promise<void> {
  const subscription = await room.stripe.subscriptions.retrieve(id);
  const item = householdItem(subscription);
  if (item === undefined || subscription.status === 'canceled') return;
  const place = await placeOf(room, association);
  const quantity = await registeredHouseholds(place, await room.registered(association));
  if (quantity !== item.quantity)
    await room.stripe.subscriptionItems.update(item.id, { quantity, proration_behavior: 'none' });
}

/** Everything about one association's bill that time, or what was missed, has changed. */
export async function keepBill(room: BillingRoom, association: string): Promise<void> {
  const id = await ensureSubscription(room, association);
  await followHouseholds(room, association, id);
  await refreshBill(room, association);
}

/** An event told of this customer: `customer.*`, `invoice.*`, `payment_method.*`. */
export async function onBillingEvent(room: PaymentsRoom, customer: string): Promise<void> {
  const association = await ownerOf(room.operations, customer);
  if (association === undefined) room.log.info({ customer }, 'an event of a customer that is nobody’s here');
  else await refreshBill(room, association);
}
