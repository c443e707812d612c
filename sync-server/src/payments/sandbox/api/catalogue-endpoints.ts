/** Products and prices. */
import { freeLookupKey, makePrice, makeProduct } from '../billing/prices.ts';
import type { Price } from '../core/billing-records.ts';
import { or, orNull } from '../core/values.ts';
import type { World } from '../core/world.ts';
import { answerPage, dated, endpoint } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { found, invalid } from './problems.ts';
import { clearable, flag, hash, integer, list, metadata, oneOf, required, text } from './rules.ts';
import type { Read } from './rules.ts';

const product = {
  name: required(text()),
  description: clearable(text()),
  metadata,
  unit_label: text(),
  active: flag,
};

const priceFields = {
  currency: required(text(3)),
  unit_amount: required(integer(0)),
  active: flag,
  lookup_key: text(200),
  metadata,
  nickname: text(),
  product: text(),
  product_data: hash({ name: required(text()), metadata, unit_label: text() }),
  recurring: hash({
    interval: required(oneOf('month')),
    interval_count: integer(1),
    usage_type: oneOf('licensed'),
  }),
  transfer_lookup_key: flag,
};

function requireFreeKey(world: World, key: string, transfer: boolean | undefined): void {
  const [holder] = world.prices.all(['lookup_key', key]);
  if (holder === undefined) return;
  if (transfer === true) freeLookupKey(world, key);
  else {
    throw invalid(
      `A price (\`${holder.id}\`) already uses that lookup key.`,
      'lookup_key',
      'resource_already_exists',
    );
  }
}

/** The product that is named, or a new one. */
function productOf(world: World, { product: id, product_data: data }: Read<typeof priceFields>): string {
  if (id !== undefined) return found(world.products.get(id), 'product', id, 'product').id;
  if (data !== undefined) return makeProduct(world, data).id;
  throw invalid('You must provide one of product or product_data.', 'product', 'parameter_missing');
}

function createPrice(world: World, params: Read<typeof priceFields>): Price {
  const { lookup_key: key, recurring } = params;
  if (key !== undefined) requireFreeKey(world, key, params.transfer_lookup_key);
  return makePrice(world, {
    active: or(params.active, true),
    currency: params.currency,
    lookup_key: orNull(key),
    metadata: or(params.metadata, {}),
    nickname: orNull(params.nickname),
    product: productOf(world, params),
    recurring:
      recurring === undefined
        ? null
        : { interval: recurring.interval, interval_count: or(recurring.interval_count, 1) },
    unit_amount: params.unit_amount,
  });
}

export const catalogueEndpoints: readonly Endpoint[] = [
  endpoint('POST', 'v1/products', { ...product, id: text() }, ({ world }, params) =>
    makeProduct(world, params),
  ),
  endpoint('GET', 'v1/products/:id', {}, ({ world, id }) => found(world.products.get(id), 'product', id)),
  endpoint('GET', 'v1/products', { ...dated, active: flag }, ({ world }, params) =>
    answerPage('/v1/products', world.products, params, {
      matches: (it) => params.active === undefined || it.active === params.active,
    }),
  ),
  endpoint('POST', 'v1/prices', priceFields, ({ world }, params) => createPrice(world, params)),
  endpoint('GET', 'v1/prices/:id', {}, ({ world, id }) => found(world.prices.get(id), 'price', id)),
  endpoint(
    'GET',
    'v1/prices',
    { ...dated, active: flag, lookup_keys: list(text()), product: text(), type: text() },
    ({ world }, params) => {
      const { active, lookup_keys: keys, product: of } = params;
      return answerPage('/v1/prices', world.prices, params, {
        by: of === undefined ? undefined : ['product', of],
        matches: (it) =>
          (active === undefined || it.active === active) &&
          (keys === undefined || (it.lookup_key !== null && keys.includes(it.lookup_key))),
      });
    },
  ),
];
