/**
 * The stand-in for Stripe: an HTTP server that answers the endpoints which Communitrak uses as Stripe answers them, with
 * hosted pages, webhooks, a clock of its own and pretended money. For trying the product and for its tests; nothing of the
 * server imports it.
 */
import { createApi } from './api/api.ts';
import { createControl } from './control/control.ts';
import type { ClockView } from './control/control.ts';
import { createFaults } from './control/faults.ts';
import type { FaultPlan, Faults } from './control/faults.ts';
import { fillForTests, saveMethod } from './control/shortcuts.ts';
import { createEngine } from './core/engine.ts';
import type { RunningEngine } from './core/engine.ts';
import { randomId } from './core/ids.ts';
import type { Account, PaymentMethod } from './core/records.ts';
import { or } from './core/values.ts';
import { jobs } from './jobs.ts';
import { createPages } from './pages/pages.ts';
import { listen } from './server.ts';
import { createDeliverer } from './webhooks/deliver.ts';
import type { Deliverer, Subscriptions, WebhookTiming } from './webhooks/deliver.ts';

/** The version of the API whose objects are answered: that of the `stripe` package in use. */
export const API_VERSION = '2026-10-28.endive';

export interface SandboxOptions {
  readonly host?: string;
  /** Without it, any free one. */
  readonly port?: number;
  /** Where browsers reach the hosted pages, when that is not host and port. */
  readonly publicUrl?: string;
  /** The file that keeps the state; without it, memory alone. */
  readonly path?: string;
  readonly webhooks?: Subscriptions;
  readonly timing?: Partial<WebhookTiming>;
  /** What becomes of a subscription when its last attempt has failed. */
  readonly afterRetries?: 'unpaid' | 'canceled';
  /** Ids that are the same in each run, for tests that compare requests. @param prefix `pi_` */
  readonly newId?: (prefix: string) => string;
  /** For faults that are met now and then: 0 ≤ it < 1. */
  readonly random?: () => number;
  readonly log?: (error: unknown) => void;
}

export interface Sandbox {
  /** `http://127.0.0.1:12111`, without a slash at its end: what STRIPE_API_BASE is set to. */
  readonly url: string;
  readonly clock: ClockView;
  /** Instead of those given before. */
  setWebhooks(subscriptions: Subscriptions): void;
  /** What is to go wrong from now on, instead of before; `{}` ends it. */
  setFaults(plan: FaultPlan): void;
  /** Resolves when every event has been delivered. */
  delivered(): Promise<void>;
  /** A method as the hosted page saves it, by its test number. @param account none: the platform's customer */
  saveMethod(account: string | undefined, customer: string, number: string): PaymentMethod;
  /** Fills the onboarding page in: the account may take payments afterwards. */
  completeAccount(account: string): Account;
  close(): Promise<void>;
}

const TIMING: WebhookTiming = { firstMs: 100, retryMs: 1000, connections: 64 };

function tellStderr(error: unknown): void {
  process.stderr.write(
    `sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
}

/** What was not delivered before the last stop goes out again. */
function resume(running: RunningEngine, deliverer: Deliverer): void {
  for (const world of running.worlds()) {
    for (const { id } of world.waiting.all()) {
      const event = world.events.get(id);
      if (event !== undefined) deliverer.publish(event);
    }
  }
}

function clockOf(running: RunningEngine, deliverer: Deliverer): ClockView {
  return {
    now: () => running.clock.now(),
    ahead: () => running.clock.ahead(),
    advance: (seconds) => {
      running.advance(seconds);
      deliverer.hurry();
    },
  };
}

interface Inner {
  readonly running: RunningEngine;
  readonly faults: Faults;
  readonly deliverer: Deliverer;
  readonly clock: ClockView;
}

/** Everything but the socket. @param base where browsers reach it, known when the socket is */
function build(options: SandboxOptions, base: () => string, log: (error: unknown) => void): Inner {
  const late: { deliverer: Deliverer | undefined } = { deliverer: undefined };
  const running = createEngine({
    path: options.path,
    newId: or(options.newId, randomId),
    base,
    apiVersion: API_VERSION,
    afterRetries: or(options.afterRetries, 'unpaid'),
    publish: (event) => late.deliverer?.publish(event),
    log,
    jobs,
  });
  const faults = createFaults(or(options.random, Math.random), () => late.deliverer?.hurry());
  const timing = { ...TIMING, ...options.timing };
  const deliverer = createDeliverer(running.engine, faults, timing, or(options.webhooks, {}));
  late.deliverer = deliverer;
  return { running, faults, deliverer, clock: clockOf(running, deliverer) };
}

const addressOf = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${String(port)}`;

export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const host = or(options.host, '127.0.0.1');
  const log = or(options.log, tellStderr);
  const place = { base: '' };
  const { running, faults, deliverer, clock } = build(options, () => place.base, log);
  const { engine } = running;
  const flush = (): void => running.flush();
  const api = createApi({ engine, faults, log, flush });
  const control = createControl({ engine, running, clock, faults, deliverer, version: () => api.version() });
  const pages = createPages(engine, flush);
  const other: typeof pages = (req, body) =>
    req.url?.startsWith('/sandbox') === true ? control(req, body) : pages(req, body);
  const listening = await listen(api, other, { host, port: or(options.port, 0) }, log);
  const url = addressOf(host, listening.port);
  place.base = or(options.publicUrl, url).replace(/\/$/, '');
  resume(running, deliverer);
  return {
    url,
    clock,
    setWebhooks: (subscriptions) => deliverer.subscribe(subscriptions),
    setFaults: (plan) => faults.set(plan),
    delivered: () => deliverer.settled(),
    saveMethod: (account, customer, number) => saveMethod(engine, account, customer, number),
    completeAccount: (account) => fillForTests(engine, account),
    close: async () => {
      deliverer.close();
      await listening.close();
      running.close();
    },
  };
}
