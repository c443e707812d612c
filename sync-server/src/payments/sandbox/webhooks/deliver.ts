/**
 * Webhooks: each event to the endpoint that subscribed, signed, a little later, at least once: again and again, ever more
 * rarely, until it is answered with 2xx. https://docs.stripe.com/webhooks
 */
import Stripe from 'stripe';
import type { Faults } from '../control/faults.ts';
import { DAY } from '../core/days.ts';
import type { Event } from '../core/records.ts';
import type { Engine } from '../core/world.ts';

export interface WebhookEndpoint {
  readonly url: string;
  readonly secret: string;
}

export interface Subscriptions {
  /** The platform's own events. */
  readonly platform?: WebhookEndpoint | undefined;
  /** Those of the connected accounts. */
  readonly connect?: WebhookEndpoint | undefined;
}

export interface WebhookTiming {
  /** From the event to its first delivery. */
  readonly firstMs: number;
  /** From the first failure to the next attempt; doubled after each. */
  readonly retryMs: number;
  /** Deliveries under way at once. */
  readonly connections: number;
}

const MOST_WAIT_MS = 60_000;
const ANSWER_MS = 20_000;
/** Days of the sandbox's clock after which Stripe gives up. */
const TRY_DAYS = 3;

interface Delivery {
  readonly event: Event;
  attempts: number;
  timer: NodeJS.Timeout | undefined;
}

export interface Deliverer {
  publish(event: Event): void;
  subscribe(subscriptions: Subscriptions): void;
  /** Whatever waits for its turn or for another attempt goes out now. */
  hurry(): void;
  /** Resolves when nothing waits and nothing is under way. */
  settled(): Promise<void>;
  waiting(): number;
  close(): void;
}

const signer = new Stripe('sk_test_sandbox').webhooks;

async function post(endpoint: WebhookEndpoint, event: Event): Promise<boolean> {
  const payload = JSON.stringify(event, null, 2);
  const signature = signer.generateTestHeaderString({ payload, secret: endpoint.secret });
  try {
    const answer = await fetch(endpoint.url, {
      method: 'POST',
      body: payload,
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Stripe-Signature': signature,
        'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

const NO_FAULT = { action: 'none', milliseconds: 0 } as const;

class Courier implements Deliverer {
  readonly #engine: Engine;
  readonly #faults: Faults;
  readonly #timing: WebhookTiming;
  #subscriptions: Subscriptions;
  readonly #waiting = new Set<Delivery>();
  readonly #ready: Delivery[] = [];
  #underWay = 0;
  #idle: (() => void)[] = [];
  #closed = false;

  constructor(engine: Engine, faults: Faults, timing: WebhookTiming, subscriptions: Subscriptions) {
    this.#engine = engine;
    this.#faults = faults;
    this.#timing = timing;
    this.#subscriptions = subscriptions;
  }

  subscribe(subscriptions: Subscriptions): void {
    this.#subscriptions = subscriptions;
  }

  waiting(): number {
    return this.#waiting.size + this.#ready.length + this.#underWay;
  }

  publish(event: Event): void {
    if (this.#endpoint(event) === undefined) {
      this.#done(event);
      return;
    }
    const { action, milliseconds } = this.#faults.webhook(event.type) ?? NO_FAULT;
    const { firstMs } = this.#timing;
    if (action === 'drop') {
      this.#done(event);
      return;
    }
    if (action === 'hold') {
      this.#waiting.add({ event, attempts: 0, timer: undefined });
      return;
    }
    const later = { delay: milliseconds, shuffle: Math.random() * milliseconds, double: 0, none: 0 }[action];
    for (let copies = action === 'double' ? 2 : 1; copies > 0; copies -= 1) {
      this.#wait({ event, attempts: 0, timer: undefined }, firstMs + later);
    }
  }

  hurry(): void {
    for (const delivery of this.#waiting) {
      clearTimeout(delivery.timer);
      this.#ready.push(delivery);
    }
    this.#waiting.clear();
    this.#pump();
  }

  settled(): Promise<void> {
    if (this.waiting() === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  close(): void {
    this.#closed = true;
    for (const { timer } of this.#waiting) clearTimeout(timer);
    this.#waiting.clear();
    this.#ready.length = 0;
  }

  #endpoint(event: Event): WebhookEndpoint | undefined {
    const { platform, connect } = this.#subscriptions;
    return event.account === undefined ? platform : connect;
  }

  #wait(delivery: Delivery, ms: number): void {
    if (this.#closed) return;
    this.#waiting.add(delivery);
    delivery.timer = setTimeout(() => {
      this.#waiting.delete(delivery);
      this.#ready.push(delivery);
      this.#pump();
    }, ms).unref();
  }

  #pump(): void {
    while (this.#underWay < this.#timing.connections) {
      const delivery = this.#ready.shift();
      if (delivery === undefined) break;
      this.#underWay += 1;
      void this.#deliver(delivery);
    }
    if (this.waiting() > 0) return;
    for (const tell of this.#idle) tell();
    this.#idle = [];
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const endpoint = this.#endpoint(delivery.event);
    const taken = endpoint === undefined || (await post(endpoint, delivery.event));
    this.#underWay -= 1;
    if (this.#closed) return;
    if (taken) this.#done(delivery.event);
    else this.#again(delivery);
    this.#pump();
  }

  #again(delivery: Delivery): void {
    delivery.attempts += 1;
    if (this.#engine.now() - delivery.event.created > TRY_DAYS * DAY) return;
    this.#wait(delivery, Math.min(this.#timing.retryMs * 2 ** (delivery.attempts - 1), MOST_WAIT_MS));
  }

  #done({ id, account }: Event): void {
    const world = account === undefined ? this.#engine.platform : this.#engine.world(account);
    world?.waiting.drop(id);
  }
}

export function createDeliverer(
  engine: Engine,
  faults: Faults,
  timing: WebhookTiming,
  subscriptions: Subscriptions,
): Deliverer {
  return new Courier(engine, faults, timing, subscriptions);
}
