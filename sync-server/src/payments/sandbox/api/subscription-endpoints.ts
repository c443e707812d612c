/** Subscriptions. */
import { changeSubscription, endSubscription } from '../billing/standing.ts';
import { itemList, makeItem, makeSubscription, moveTrialEnd, periodOf } from '../billing/subscriptions.ts';
import type { ItemFields } from '../billing/subscriptions.ts';
import type { Price, Subscription, SubscriptionItem } from '../core/billing-records.ts';
import { DAY } from '../core/days.ts';
import type { World } from '../core/world.ts';
import { mergeMetadata } from '../money/customers.ts';
import { customerOf } from './customer-endpoints.ts';
import { answerPage, dated, endpoint } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { found, invalid } from './problems.ts';
import { anything, clearable, flag, hash, integer, list, metadata, oneOf, required, text } from './rules.ts';
import type { Read } from './rules.ts';

const noProration = oneOf('none');
const item = hash({ price: required(text()), quantity: integer(0), metadata });

const created = {
  customer: required(text()),
  items: required(list(item)),
  automatic_tax: hash({ enabled: required(flag) }),
  cancel_at_period_end: flag,
  collection_method: oneOf('charge_automatically'),
  currency: text(3),
  default_payment_method: text(),
  description: text(500),
  metadata,
  off_session: flag,
  payment_behavior: oneOf('allow_incomplete', 'default_incomplete', 'error_if_incomplete'),
  payment_settings: anything,
  proration_behavior: noProration,
  trial_end: integer(),
  trial_period_days: integer(1),
  trial_settings: hash({
    end_behavior: required(
      hash({ missing_payment_method: required(oneOf('cancel', 'create_invoice', 'pause')) }),
    ),
  }),
};

function priceOf(world: World, id: string, param: string): Price {
  const price = found(world.prices.get(id), 'price', id, param);
  if (price.recurring !== null) return price;
  throw invalid(
    `The price specified is set to \`type=one_time\` but this field only accepts prices with \`type=recurring\`.`,
    param,
  );
}

function requireMethod(world: World, customer: string, method: string | null | undefined): void {
  if (typeof method !== 'string') return;
  if (world.methods.get(method)?.customer === customer) return;
  throw invalid(
    `The customer does not have a payment method with the ID ${method}. The payment method must be attached to the customer.`,
    'default_payment_method',
    'resource_missing',
  );
}

function refuseTax(enabled: boolean | undefined): void {
  if (enabled === true) throw invalid('The sandbox does not compute tax.', 'automatic_tax[enabled]');
}

function createSubscription(world: World, params: Read<typeof created>): Subscription {
  const customer = customerOf(world, params.customer, 'customer');
  refuseTax(params.automatic_tax?.enabled);
  requireMethod(world, customer.id, params.default_payment_method);
  const items: readonly ItemFields[] = params.items.map(({ price, quantity = 1 }, index) => ({
    price: priceOf(world, price, `items[${String(index)}][price]`),
    quantity,
  }));
  const days = params.trial_period_days;
  const made = makeSubscription(world, {
    customer,
    items,
    trialEnd: params.trial_end ?? (days === undefined ? undefined : world.engine.now() + days * DAY),
    missingMethod: params.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice',
    default_payment_method: params.default_payment_method ?? null,
    description: params.description ?? null,
    metadata: params.metadata ?? {},
  });
  if (params.cancel_at_period_end !== true) return made;
  return changeSubscription(world, made.id, cancelAtEnd(world, made, true));
}

const changedItem = hash({ id: text(), price: text(), quantity: integer(0), deleted: flag, metadata });

const updated = {
  automatic_tax: hash({ enabled: required(flag) }),
  cancel_at_period_end: flag,
  cancellation_details: anything,
  default_payment_method: clearable(text()),
  description: clearable(text(500)),
  items: list(changedItem),
  metadata,
  off_session: flag,
  payment_settings: anything,
  proration_behavior: noProration,
  trial_end: text(),
};

type Updated = Read<typeof updated>;

function cancelAtEnd(world: World, subscription: Subscription, wanted: boolean): Partial<Subscription> {
  return {
    cancel_at: wanted ? periodOf(subscription).end : null,
    cancel_at_period_end: wanted,
    canceled_at: wanted ? world.engine.now() : null,
    cancellation_details: {
      comment: null,
      feedback: null,
      reason: wanted ? 'cancellation_requested' : null,
    },
  };
}

type ItemChange = NonNullable<Updated['items']>[number];

function changeItem(
  world: World,
  subscription: Subscription,
  items: readonly SubscriptionItem[],
  change: ItemChange,
): readonly SubscriptionItem[] {
  const { id, price, quantity } = change;
  const given = price === undefined ? undefined : priceOf(world, price, 'items[price]');
  if (id === undefined) {
    if (given === undefined)
      throw invalid('Missing required param: items[0][price].', 'items', 'parameter_missing');
    return [
      ...items,
      makeItem(world, subscription.id, { price: given, quantity: quantity ?? 1 }, periodOf(subscription)),
    ];
  }
  found(
    items.find((it) => it.id === id),
    'subscription item',
    id,
    'items[id]',
  );
  if (change.deleted === true) return items.filter((it) => it.id !== id);
  return items.map((it) =>
    it.id === id ? { ...it, price: given ?? it.price, quantity: quantity ?? it.quantity } : it,
  );
}

/** Without a word on it, Stripe prorates; the sandbox does not compute that and says so. */
function refuseProration(params: { readonly proration_behavior?: string }): void {
  if (params.proration_behavior === 'none') return;
  throw invalid(
    'The sandbox does not compute prorations: pass proration_behavior=none when you change quantities.',
    'proration_behavior',
  );
}

/** The fields of a subscription that the parameters change. */
function changesOf(world: World, before: Subscription, params: Updated): Partial<Subscription> {
  const {
    cancel_at_period_end: end,
    default_payment_method: method,
    description,
    items,
    metadata: given,
  } = params;
  const data = (items ?? []).reduce<readonly SubscriptionItem[]>(
    (sum, it) => changeItem(world, before, sum, it),
    before.items.data,
  );
  return {
    ...(end === undefined ? {} : cancelAtEnd(world, before, end)),
    ...(method === undefined ? {} : { default_payment_method: method }),
    ...(description === undefined ? {} : { description }),
    ...(items === undefined ? {} : { items: itemList(before.id, data) }),
    ...(given === undefined ? {} : { metadata: mergeMetadata(before.metadata, given) }),
  };
}

function updateSubscription(world: World, id: string, params: Updated): Subscription {
  const before = subscriptionOf(world, id);
  if (before.status === 'canceled') {
    throw invalid('A canceled subscription can only update its cancellation_details and metadata.');
  }
  refuseTax(params.automatic_tax?.enabled);
  requireMethod(world, before.customer, params.default_payment_method);
  if (params.items !== undefined) refuseProration(params);
  changeSubscription(world, id, changesOf(world, before, params));
  const { trial_end } = params;
  if (trial_end !== undefined) moveTrialEnd(world, id, readTrialEnd(world, trial_end));
  return world.subscriptions.need(id);
}

function readTrialEnd(world: World, given: string): number {
  return given === 'now' ? world.engine.now() : integer().read(given, 'trial_end');
}

const itemUpdated = { quantity: integer(0), proration_behavior: noProration, metadata };

function updateItem(
  world: World,
  id: string,
  subscription: Subscription,
  quantity: number,
): SubscriptionItem {
  const data = subscription.items.data.map((it) => (it.id === id ? { ...it, quantity } : it));
  const after = changeSubscription(world, subscription.id, { items: itemList(subscription.id, data) });
  return found(
    after.items.data.find((it) => it.id === id),
    'subscription item',
    id,
  );
}

const subscriptionOf = (world: World, id: string): Subscription =>
  found(world.subscriptions.get(id), 'subscription', id);

export const subscriptionEndpoints: readonly Endpoint[] = [
  endpoint('POST', 'v1/subscriptions', created, ({ world }, params) => createSubscription(world, params)),
  endpoint('GET', 'v1/subscriptions/:id', {}, ({ world, id }) => subscriptionOf(world, id)),
  endpoint('POST', 'v1/subscriptions/:id', updated, ({ world, id }, params) =>
    updateSubscription(world, id, params),
  ),
  endpoint('DELETE', 'v1/subscriptions/:id', { cancellation_details: anything }, ({ world, id }) => {
    if (subscriptionOf(world, id).status === 'canceled')
      throw invalid(`No such subscription: '${id}'`, 'id', 'resource_missing');
    return endSubscription(world, id, 'cancellation_requested');
  }),
  endpoint('GET', 'v1/subscriptions', { ...dated, customer: text(), status: text() }, ({ world }, params) => {
    const { customer, status } = params;
    return answerPage('/v1/subscriptions', world.subscriptions, params, {
      by: customer === undefined ? undefined : ['customer', customer],
      // Without a status, Stripe leaves out those that have ended.
      matches: (it) =>
        status === 'all' || (status === undefined ? it.status !== 'canceled' : it.status === status),
    });
  }),
  endpoint('POST', 'v1/subscription_items/:id', itemUpdated, ({ world, id }, params) => {
    const owner = found(world.items.get(id), 'subscription item', id).subscription;
    const parent = subscriptionOf(world, owner);
    const current = found(
      parent.items.data.find((it) => it.id === id),
      'subscription item',
      id,
    );
    refuseProration(params);
    return updateItem(world, id, parent, params.quantity ?? current.quantity);
  }),
];
