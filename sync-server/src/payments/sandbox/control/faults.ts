/** What can go wrong between two machines, on demand: for tests and for whoever wants to see how the product takes it. */
import { hash, integer, list, oneOf, readFields, required, text } from '../api/rules.ts';
import type { Raw } from '../api/form.ts';

/**
 * - conflict, rate, error: answered 409, 429, 500 instead, nothing done
 * - hang: never answered, nothing done
 * - slow: done, answered `milliseconds` later
 * - close: done, and the connection closed without an answer
 */
export type RequestFault = 'conflict' | 'rate' | 'error' | 'hang' | 'slow' | 'close';

/**
 * - double: delivered twice
 * - drop: never delivered
 * - delay: delivered `milliseconds` later
 * - shuffle: up to `milliseconds` later, so that events overtake one another
 * - hold: kept back until the fault is taken away, then all at once
 */
export type WebhookFault = 'double' | 'drop' | 'delay' | 'shuffle' | 'hold';

export interface Fault<K extends string> {
  readonly action: K;
  /** Percent of what it meets; 100 without. */
  readonly percent?: number;
  /** How often; without it, always. */
  readonly times?: number;
  readonly milliseconds?: number;
  /** Requests: `POST /v1/payment_intents`, or the beginning of it. Webhooks: an event's type, or the beginning of it. */
  readonly of?: string;
}

export interface FaultPlan {
  readonly requests?: readonly Fault<RequestFault>[];
  readonly webhooks?: readonly Fault<WebhookFault>[];
}

const DEFAULT_MS = 2000;
const common = { percent: integer(0), times: integer(1), milliseconds: integer(0), of: text() };
const request = {
  ...common,
  action: required(oneOf<RequestFault>('conflict', 'rate', 'error', 'hang', 'slow', 'close')),
};
const webhook = {
  ...common,
  action: required(oneOf<WebhookFault>('double', 'drop', 'delay', 'shuffle', 'hold')),
};
const plan = { requests: list(hash(request)), webhooks: list(hash(webhook)) };

/** @throws ApiProblem in words */
export function readFaultPlan(raw: Readonly<Record<string, Raw>>): FaultPlan {
  return readFields(plan, raw);
}

export interface Met<K> {
  readonly action: K;
  readonly milliseconds: number;
}

export interface Faults {
  /** Instead of those before. */
  set(plan: FaultPlan): void;
  plan(): FaultPlan;
  /** The fault that this request meets, if any. @param what `POST /v1/customers` */
  request(what: string): Met<RequestFault> | undefined;
  webhook(type: string): Met<WebhookFault> | undefined;
}

interface Counted<K extends string> {
  readonly fault: Fault<K>;
  left: number;
}

const counted = <K extends string>(faults: readonly Fault<K>[] = []): Counted<K>[] =>
  faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }));

function meet<K extends string>(
  faults: readonly Counted<K>[],
  what: string,
  random: () => number,
): Met<K> | undefined {
  for (const it of faults) {
    const { action, of = '', percent = 100, milliseconds = DEFAULT_MS } = it.fault;
    if (it.left <= 0 || !what.startsWith(of) || random() * 100 >= percent) continue;
    it.left -= 1;
    return { action, milliseconds };
  }
  return undefined;
}

/** @param random 0 ≤ it < 1 */
export function createFaults(random: () => number, changed: () => void): Faults {
  const state: { plan: FaultPlan; requests: Counted<RequestFault>[]; webhooks: Counted<WebhookFault>[] } = {
    plan: {},
    requests: [],
    webhooks: [],
  };
  return {
    set: (given) => {
      state.plan = given;
      state.requests = counted(given.requests);
      state.webhooks = counted(given.webhooks);
      changed();
    },
    plan: () => state.plan,
    request: (what) => meet(state.requests, what, random),
    webhook: (type) => meet(state.webhooks, type, random),
  };
}
