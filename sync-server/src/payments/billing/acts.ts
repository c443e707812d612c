/**
 * What an association's people do about its bill: give it a way to pay, on Stripe's own page; look at invoices there; end
 * it with the term. Numbers of cards and accounts never pass through here.
 */
import type Stripe from 'stripe';
import { keptOf, ownerOf } from '../kept.ts';
import { beginTerm, ensureSubscription, refreshBill, type BillingRoom } from './billing.ts';

const PURPOSE = 'billing-method';

export interface Back {
  /** Where the person comes back to when done, and when they leave the page. */
  readonly done: string;
  readonly left: string;
}

async function customerOf(room: BillingRoom, association: string): Promise<string> {
  await ensureSubscription(room, association);
  const { customer } = await keptOf(room.operations, association);
  if (customer === undefined) throw new Error(`${association} is no customer`);
  return customer;
}

/** @returns address of the page on which a way to pay the bill is entered */
export async function methodPage(room: BillingRoom, association: string, back: Back): Promise<string> {
  const customer = await customerOf(room, association);
  const metadata = { association, purpose: PURPOSE };
  const session = await room.stripe.checkout.sessions.create({
    mode: 'setup',
    customer,
    allowed_payment_method_types: ['card', 'us_bank_account'],
    success_url: back.done,
    cancel_url: back.left,
    metadata,
    setup_intent_data: { metadata },
  });
  if (session.url === null) throw new Error('the page has no address');
  return session.url;
}

/** The portal shows invoices and methods; cancelling is done here, where its consequences are said. */
async function portalConfiguration({ stripe }: BillingRoom): Promise<string> {
  const { data } = await stripe.billingPortal.configurations.list({ active: true, limit: 100 });
  const own = data.find(({ metadata }) => metadata?.['purpose'] === PURPOSE);
  if (own !== undefined) return own.id;
  const made = await stripe.billingPortal.configurations.create(
    {
      features: {
        invoice_history: { enabled: true },
        payment_method_update: { enabled: true },
      },
      metadata: { purpose: PURPOSE },
    },
    { idempotencyKey: `portal:${PURPOSE}` },
  );
  return made.id;
}

/** @returns address of Stripe's page with the association's invoices and ways to pay */
export async function portalPage(room: BillingRoom, association: string, back: string): Promise<string> {
  const customer = await customerOf(room, association);
  const configuration = await portalConfiguration(room);
  const { url } = await room.stripe.billingPortal.sessions.create({
    customer,
    configuration,
    return_url: back,
  });
  return url;
}

/** @param cancel false: it goes on after all, as long as the term has not ended */
export async function cancelAtEnd(room: BillingRoom, association: string, cancel: boolean): Promise<void> {
  const subscription = await ensureSubscription(room, association);
  await room.stripe.subscriptions.update(subscription, { cancel_at_period_end: cancel });
  await refreshBill(room, association);
}

const idOf = (value: string | { readonly id: string } | null): string | undefined =>
  typeof value === 'string' ? value : value?.id;

/** What is open is paid with it at once; what the card says no to stays open, and Stripe tries again by itself. */
async function payOpen(room: BillingRoom, customer: string, method: string): Promise<void> {
  const { data } = await room.stripe.invoices.list({ customer, status: 'open', limit: 100 });
  for (const { id } of data.toReversed()) {
    if (id === undefined) continue;
    const key = { idempotencyKey: `pay:${id}:${method}` };
    await room.stripe.invoices.pay(id, { payment_method: method }, key).catch((error: unknown) => {
      room.log.warn({ invoice: id, err: error }, 'an invoice was not paid with the new method');
    });
  }
}

async function payWith(room: BillingRoom, association: string, method: string): Promise<void> {
  const { customer, subscription } = await keptOf(room.operations, association);
  if (customer === undefined || subscription === undefined) return;
  await room.stripe.customers.update(customer, { invoice_settings: { default_payment_method: method } });
  const { status } = await room.stripe.subscriptions.retrieve(subscription);
  if (status === 'canceled') await beginTerm(room, association);
  else await room.stripe.subscriptions.update(subscription, { default_payment_method: method });
  await payOpen(room, customer, method);
  await refreshBill(room, association);
}

/** The page is done: what was entered pays the bill from now on. Told twice it is the same. */
export async function onMethodPageDone(room: BillingRoom, sessionId: string): Promise<void> {
  const params = { expand: ['setup_intent'] };
  const session: Stripe.Checkout.Session = await room.stripe.checkout.sessions.retrieve(sessionId, params);
  if (session.metadata?.['purpose'] !== PURPOSE || session.status !== 'complete') return;
  const setup = session.setup_intent;
  const method = setup === null || typeof setup === 'string' ? undefined : idOf(setup.payment_method);
  const customer = idOf(session.customer);
  const association = customer === undefined ? undefined : await ownerOf(room.operations, customer);
  if (method === undefined || association === undefined) return;
  await payWith(room, association, method);
}
