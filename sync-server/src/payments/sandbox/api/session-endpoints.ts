/** Checkout sessions. */
import type { Session } from '../core/records.ts';
import type { SessionLine } from '../core/tables.ts';
import { firstGiven } from '../core/values.ts';
import type { World } from '../core/world.ts';
import { expireSession } from '../money/sessions.ts';
import { answerList, answerPage, dated, endpoint, paging } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { found, invalid } from './problems.ts';
import { oneOf, text } from './rules.ts';
import { createSession } from './session-maker.ts';
import { sessionFields } from './session-params.ts';

const sessionOf = (world: World, id: string): Session =>
  found(world.sessions.get(id), 'checkout.session', id);

function lineItem(session: Session, item: SessionLine, index: number): unknown {
  const total = item.unit * item.quantity;
  return {
    id: `li_${session.id.slice(-20)}${String(index)}`,
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: total,
    amount_tax: 0,
    amount_total: total,
    currency: session.currency,
    description: item.name,
    metadata: {},
    price: null,
    quantity: item.quantity,
  };
}

export function lineItems(world: World, id: string): readonly unknown[] {
  const session = world.sessions.need(id);
  return (world.sessions.note(id)?.lines ?? []).map((it, index) => lineItem(session, it, index));
}

export const sessionEndpoints: readonly Endpoint[] = [
  endpoint('POST', 'v1/checkout/sessions', sessionFields, ({ world }, params) =>
    createSession(world, params),
  ),
  endpoint('GET', 'v1/checkout/sessions/:id', {}, ({ world, id }) => sessionOf(world, id)),
  endpoint('GET', 'v1/checkout/sessions/:id/line_items', paging, ({ world, id }) => {
    sessionOf(world, id);
    const data = lineItems(world, id);
    return answerList(`/v1/checkout/sessions/${id}/line_items`, { data, more: false }, (it) => it);
  }),
  endpoint('POST', 'v1/checkout/sessions/:id/expire', {}, ({ world, id }) => {
    const { status } = sessionOf(world, id);
    if (status === 'open') return expireSession(world, id);
    throw invalid(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${status}.`,
    );
  }),
  endpoint(
    'GET',
    'v1/checkout/sessions',
    { ...dated, customer: text(), payment_intent: text(), status: oneOf('open', 'complete', 'expired') },
    ({ world }, params) => {
      const { customer, payment_intent, status } = params;
      return answerPage('/v1/checkout/sessions', world.sessions, params, {
        by: firstGiven({ payment_intent, customer }),
        matches: (it) => status === undefined || it.status === status,
      });
    },
  ),
];
