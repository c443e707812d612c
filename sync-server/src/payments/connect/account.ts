/**
 * The association's own account at Stripe: made once, set up on Stripe's own pages, and mirrored into its document each time
 * something about it changes. Numbers of people and banks are typed in there and never pass through here.
 */
import type Stripe from 'stripe';
import {
  changePaymentAccount,
  createPaymentAccount,
  PAYMENT_ACCOUNT_ID,
  paymentAccountEntity,
} from '@communitrak/domain/payments/index.ts';
import { keep, keptOf, ownerOf } from '../kept.ts';
import { writeStatus } from '../status.ts';
import { placeOf, readOne, writeDocs, type PaymentsRoom, type Place } from '../room.ts';
import { accountFacts } from './account-facts.ts';

/**
 * Fees and losses are the platform's, Stripe collects what the law asks for, and the association has Stripe's own light
 * dashboard. https://docs.stripe.com/connect/migrate-to-controller-properties
 */
const CONTROLLER = {
  fees: { payer: 'application' },
  losses: { payments: 'application' },
  stripe_dashboard: { type: 'express' },
  requirement_collection: 'stripe',
} as const satisfies Stripe.AccountCreateParams.Controller;

const CAPABILITIES = {
  card_payments: { requested: true },
  transfers: { requested: true },
  us_bank_account_ach_payments: { requested: true },
} as const satisfies Stripe.AccountCreateParams.Capabilities;

async function makeAccount({ stripe }: PaymentsRoom, { association, about }: Place): Promise<Stripe.Account> {
  const { name, email } = about;
  return stripe.accounts.create(
    {
      country: 'US',
      controller: CONTROLLER,
      capabilities: CAPABILITIES,
      business_profile: { name },
      ...(email === '' ? {} : { email }),
      metadata: { association },
    },
    { idempotencyKey: `account:${association}` },
  );
}

/** Writes down how it stands, as Stripe says now. */
async function mirror(room: PaymentsRoom, place: Place, account: Stripe.Account): Promise<void> {
  const { association, database } = place;
  const facts = accountFacts(account);
  const stored = await readOne(database, paymentAccountEntity, PAYMENT_ACCOUNT_ID);
  const doc = stored === undefined ? createPaymentAccount(facts) : changePaymentAccount(stored, facts);
  await writeDocs(room, association, [doc]);
  await writeStatus(room, place, room.mode, account.charges_enabled);
}

/** The one there is, or a new one. @returns its id */
export async function ensureAccount(room: PaymentsRoom, association: string): Promise<string> {
  const { account: known } = await keptOf(room.operations, association);
  if (known !== undefined) return known;
  const place = await placeOf(room, association);
  const account = await makeAccount(room, place);
  await keep(room.operations, association, { account: account.id });
  await mirror(room, place, account);
  return account.id;
}

/** Reads it anew. Nothing for an association that has none. */
export async function refreshAccount(room: PaymentsRoom, association: string): Promise<void> {
  const { account } = await keptOf(room.operations, association);
  if (account === undefined) return;
  await mirror(room, await placeOf(room, association), await room.stripe.accounts.retrieve(account));
}

export interface Pages {
  /** Where the person comes back to when done, and where from a link that had expired. */
  readonly back: string;
  readonly again: string;
}

/**
 * Makes the account where there is none.
 * @returns address of Stripe's page on which what is asked for is filled in; good for a few minutes and one visit
 */
export async function onboardingPage(
  room: PaymentsRoom,
  association: string,
  { back, again }: Pages,
): Promise<string> {
  const account = await ensureAccount(room, association);
  const link = await room.stripe.accountLinks.create({
    account,
    type: 'account_onboarding',
    collection_options: { fields: 'eventually_due' },
    return_url: back,
    refresh_url: again,
  });
  return link.url;
}

/** An event told of this account: `account.updated`, `account.external_account.*`, `capability.updated`. */
export async function onAccountEvent(room: PaymentsRoom, account: string): Promise<void> {
  const association = await ownerOf(room.operations, account);
  if (association === undefined) room.log.info({ account }, 'an event of an account that is nobody’s here');
  else await refreshAccount(room, association);
}
