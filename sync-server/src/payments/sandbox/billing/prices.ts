/** Products and their prices, for subscriptions. */
import type { Price, Product } from '../core/billing-records.ts';
import type { Metadata } from '../core/stored.ts';
import { born, emit } from '../core/world.ts';
import type { World } from '../core/world.ts';

const PRODUCT = {
  default_price: null,
  images: [],
  livemode: false,
  marketing_features: [],
  package_dimensions: null,
  shippable: null,
  statement_descriptor: null,
  tax_code: null,
  type: 'service',
  url: null,
};

export interface ProductFields {
  readonly id?: string | undefined;
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly metadata?: Metadata | undefined;
  readonly unit_label?: string | undefined;
  readonly active?: boolean | undefined;
}

export function makeProduct(world: World, fields: ProductFields): Product {
  const head = born(world, 'prod_', 'product');
  const product: Product = {
    ...PRODUCT,
    ...head,
    id: fields.id ?? head.id,
    active: fields.active ?? true,
    description: fields.description ?? null,
    metadata: fields.metadata ?? {},
    name: fields.name,
    unit_label: fields.unit_label ?? null,
    updated: head.created,
  };
  world.products.add(product, {});
  emit(world, 'product.created', product);
  return product;
}

const PRICE = {
  billing_scheme: 'per_unit',
  custom_unit_amount: null,
  livemode: false,
  tax_behavior: 'unspecified',
  tiers_mode: null,
  transform_quantity: null,
};

export interface PriceFields {
  readonly currency: string;
  readonly product: string;
  readonly unit_amount: number;
  readonly lookup_key: string | null;
  readonly nickname: string | null;
  readonly metadata: Metadata;
  readonly active: boolean;
  readonly recurring: { readonly interval: string; readonly interval_count: number } | null;
}

export function makePrice(world: World, fields: PriceFields): Price {
  const { recurring } = fields;
  const price: Price = {
    ...PRICE,
    ...born(world, 'price_', 'price'),
    ...fields,
    recurring:
      recurring === null
        ? null
        : { ...recurring, meter: null, trial_period_days: null, usage_type: 'licensed' },
    type: recurring === null ? 'one_time' : 'recurring',
    unit_amount_decimal: String(fields.unit_amount),
  };
  world.prices.add(price, {});
  emit(world, 'price.created', price);
  return price;
}

/** Takes a lookup key from whichever price has it. */
export function freeLookupKey(world: World, key: string): void {
  for (const { id } of world.prices.all(['lookup_key', key])) world.prices.change(id, { lookup_key: null });
}

/** The old form of a price, which subscription items still show beside it. */
export function planOf(price: Price): object {
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: String(price.unit_amount),
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? 'month',
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: price['metadata'],
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}
