/**
 * What is kept of an event of Stripe's: its kind, whose account, and the ids of what it is about. Nothing that it says of
 * them is believed: each object is read again.
 */
import type { Stripe } from './client.ts';

export interface News {
  /** Of the event. */
  readonly id: string;
  readonly type: string;
  /** The connected account; '' for the platform's own events. */
  readonly account: string;
  /** What it is about: `pi_…`, `cs_…`, `re_…`. */
  readonly object: string;
  /** Ids that it names beside; '' where it names none. */
  readonly intent: string;
  readonly customer: string;
  /** Of our own metadata: local id of a refund request. */
  readonly refund: string;
}

const GATEWAY_ID = /^[A-Za-z0-9_]{1,120}$/;
const LOCAL = /^[a-z0-9][a-z0-9.-]{0,110}$/;

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** An id, or the id of an object that was put in its place; '' for anything else. */
function idIn(value: unknown): string {
  const id = typeof value === 'string' ? value : fieldOf(value, 'id');
  return typeof id === 'string' && GATEWAY_ID.test(id) ? id : '';
}

function localIn(value: unknown): string {
  return typeof value === 'string' && LOCAL.test(value) ? value : '';
}

export function newsOf(event: Stripe.Event): News {
  const object: unknown = event.data.object;
  const before: unknown = event.data.previous_attributes;
  const id = idIn(object);
  return {
    id: idIn(event.id),
    type: event.type,
    account: idIn(event.account),
    object: id,
    intent: id.startsWith('pi_') ? id : idIn(fieldOf(object, 'payment_intent')),
    // A method that was detached names its customer only as what it was.
    customer: id.startsWith('cus_')
      ? id
      : idIn(fieldOf(object, 'customer')) || idIn(fieldOf(before, 'customer')),
    refund: localIn(fieldOf(fieldOf(object, 'metadata'), 'refund')),
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** As it was kept. */
export function readNews(doc: Readonly<Record<string, unknown>>): News {
  const { id, type, account, object, intent, customer, refund } = doc;
  return {
    id: text(id),
    type: text(type),
    account: text(account),
    object: text(object),
    intent: text(intent),
    customer: text(customer),
    refund: text(refund),
  };
}

export interface NewsHandler {
  takes(type: string): boolean;
  /**
   * Many at once, in any order, some perhaps for the second time.
   * @returns ids of those that could not be dealt with now: they come again
   */
  handle(news: readonly News[]): Promise<ReadonlySet<string>>;
}
