/**
 * What Communitrak costs: two monthly prices at the platform's own account, found by their lookup keys and made where they
 * are missing (product/communitrak.md 2.16: $29 and 10 ¢ for each registered household).
 */
import type Stripe from 'stripe';

export const CURRENCY = 'usd';

export const PRICES = {
  base: { key: 'communitrak_base', cents: 2900, name: 'Communitrak, monthly access' },
  household: { key: 'communitrak_household', cents: 10, name: 'Communitrak, registered household' },
} as const;
type PriceName = keyof typeof PRICES;

export type Prices = Readonly<Record<PriceName, Stripe.Price>>;

async function makePrice(stripe: Stripe, name: PriceName): Promise<Stripe.Price> {
  const { key, cents, name: product } = PRICES[name];
  return stripe.prices.create(
    {
      currency: CURRENCY,
      unit_amount: cents,
      lookup_key: key,
      recurring: { interval: 'month', usage_type: 'licensed' },
      product_data: { name: product },
    },
    { idempotencyKey: `price:${key}:${String(cents)}` },
  );
}

/** A price that somebody has changed at Stripe is taken as it is: what is billed is what Stripe says. */
export async function ensurePrices(stripe: Stripe): Promise<Prices> {
  const keys = Object.values(PRICES).map(({ key }) => key);
  const { data } = await stripe.prices.list({ lookup_keys: keys, active: true });
  const known = (name: PriceName): Stripe.Price | undefined =>
    data.find(({ lookup_key: key }) => key === PRICES[name].key);
  return {
    base: known('base') ?? (await makePrice(stripe, 'base')),
    household: known('household') ?? (await makePrice(stripe, 'household')),
  };
}
