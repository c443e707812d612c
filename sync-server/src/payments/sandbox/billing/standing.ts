/** Where a subscription stands, and that it is told. */
import type { Subscription } from '../core/billing-records.ts';
import { emit } from '../core/world.ts';
import type { World } from '../core/world.ts';
import { changedFrom } from '../money/customers.ts';

/** Writes the fields; nothing is told when they were so already. */
export function changeSubscription(world: World, id: string, fields: Partial<Subscription>): Subscription {
  const before = world.subscriptions.need(id);
  const after = world.subscriptions.change(id, fields);
  const changed = changedFrom(before, after);
  if (Object.keys(changed).length > 0) emit(world, 'customer.subscription.updated', after, changed);
  return after;
}

export function setStatus(world: World, id: string, status: string): Subscription {
  return changeSubscription(world, id, { status });
}

/** Ends it at once. @param reason `cancellation_requested`, `payment_failed` */
export function endSubscription(world: World, id: string, reason: string): Subscription {
  const now = world.engine.now();
  const before = world.subscriptions.need(id);
  const ended = world.subscriptions.change(id, {
    canceled_at: before['canceled_at'] ?? now,
    cancellation_details: { comment: null, feedback: null, reason },
    ended_at: now,
    status: 'canceled',
  });
  emit(world, 'customer.subscription.deleted', ended);
  return ended;
}
