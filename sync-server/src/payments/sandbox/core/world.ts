/**
 * An account's own world: what the platform's key sees without the Stripe-Account header, or with it. Objects of one world
 * do not exist in another.
 */
import type { Account, Event } from './records.ts';
import type { Stored } from './stored.ts';
import type { Tables } from './tables.ts';

/** What the sandbox is, to everything that works in it. */
export interface Engine {
  readonly platform: World;
  world(account: string): World | undefined;
  /** Begins the world of a new account. */
  open(account: string): World;
  now(): number;
  /** A new id: the prefix and enough random signs that no two are alike. */
  newId(prefix: string): string;
  /** Seconds since 1970; does `kind` to the object when that moment comes. */
  plan(world: World, at: number, kind: string, id: string): void;
  /** The request that is being answered, for the events it causes. */
  request: { readonly id: string; readonly key: string | null } | undefined;
  /** Where a browser reaches the hosted pages; no slash at its end. */
  readonly base: string;
  readonly apiVersion: string;
  /** What becomes of a subscription when the last attempt has failed. */
  readonly afterRetries: 'unpaid' | 'canceled';
  /** Takes an event to whoever subscribed. */
  publish(event: Event): void;
}

export interface World extends Tables {
  readonly account: string | undefined;
  readonly engine: Engine;
}

/** The connected account that a world belongs to, or the platform's own stand-in (undefined). */
export function accountOf(world: World): Account | undefined {
  return world.account === undefined ? undefined : world.engine.platform.accounts.get(world.account);
}

/** id, kind and time of a new object. */
export function born<O extends string>(
  world: World,
  prefix: string,
  object: O,
): { readonly id: string; readonly object: O; readonly created: number } {
  return { id: world.engine.newId(prefix), object, created: world.engine.now() };
}

/**
 * Records an event in a world and sends it to whoever subscribed: the platform's endpoint, or for a connected account the
 * Connect endpoint.
 * @param before the former values of what has changed, for an event that tells of a change
 */
export function emit(
  world: World,
  type: string,
  subject: Omit<Stored, 'created'>,
  before?: Readonly<Record<string, unknown>>,
): void {
  const { engine } = world;
  const event: Event = {
    ...born(world, 'evt_', 'event'),
    ...(world.account === undefined ? {} : { account: world.account }),
    api_version: engine.apiVersion,
    data: { object: subject, ...(before === undefined ? {} : { previous_attributes: before }) },
    livemode: false,
    pending_webhooks: 1,
    request: { id: engine.request?.id ?? null, idempotency_key: engine.request?.key ?? null },
    type,
  };
  world.events.add(event, {});
  world.waiting.add({ id: event.id, created: event.created }, {});
  engine.publish(event);
}

/** As it reads now: with the deliveries that are still to be made. */
export function readEvent(world: World, event: Event): Event {
  return { ...event, pending_webhooks: world.waiting.get(event.id) === undefined ? 0 : 1 };
}
