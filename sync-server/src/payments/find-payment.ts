/**
 * Which of our payments a movement of money at Stripe belongs to: by the metadata that we wrote on it, or on what it is
 * about. An association finds its own payments and no other's.
 */
import type Stripe from 'stripe';
import { makeId } from '@communitrak/domain/core/ids.ts';
import { paymentEntity, type Payment } from '@communitrak/domain/payments/index.ts';
import type { Database } from '../ports/doc-store.ts';
import { readOne } from './room.ts';

export interface FinderPlace {
  readonly association: string;
  readonly database: Database;
  readonly account: string;
}

/** What one may know of the source of a movement, whichever kind it is. */
export interface Source {
  readonly id: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** Id of the payment intent; ''. */
  readonly intent: string;
  readonly charge: string;
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};

function idOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { id } = record(value);
  return typeof id === 'string' ? id : '';
}

/** @param source expanded */
export function sourceOf({ source }: Pick<Stripe.BalanceTransaction, 'source'>): Source {
  const fields = record(source);
  const metadata = Object.entries(record(fields['metadata'])).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value] as const] : [],
  );
  const charge = fields['object'] === 'charge' ? idOf(fields) : idOf(fields['charge']);
  return {
    id: idOf(source),
    metadata: Object.fromEntries(metadata),
    intent: idOf(fields['payment_intent']),
    charge,
  };
}

export type FindPayment = (source: Source) => Promise<Payment | undefined>;

/** Asks Stripe for an intent once. */
export function paymentFinder(stripe: Stripe, { association, database, account }: FinderPlace): FindPayment {
  const intents = new Map<string, Readonly<Record<string, string>>>();
  const ofIntent = async (intent: string): Promise<Readonly<Record<string, string>>> => {
    const known = intents.get(intent);
    if (known !== undefined) return known;
    const { metadata } = await stripe.paymentIntents.retrieve(intent, {}, { stripeAccount: account });
    intents.set(intent, metadata);
    return metadata;
  };
  const own = (metadata: Readonly<Record<string, string>>): string | undefined =>
    metadata['association'] === association ? metadata['payment'] : undefined;
  return async ({ metadata, intent }) => {
    const local = own(metadata) ?? (intent === '' ? undefined : own(await ofIntent(intent)));
    return local === undefined || local === ''
      ? undefined
      : readOne(database, paymentEntity, makeId('payment', local));
  };
}
