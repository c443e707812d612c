/**
 * Residents' payments, put together: what HTTP, the reactions and the jobs may ask of them. Nothing here decides anything.
 */
import { groupBy } from '@communitrak/domain/core/group-by.ts';
import { createAdvance } from './advance.ts';
import { createClient, readEvent, type Stripe, type StripeConfig } from './client.ts';
import { createPaymentEvents } from './events.ts';
import { createGateway } from './gateway.ts';
import { createInbox, type Inbox, type NewsCount } from './inbox.ts';
import { newsOf, type NewsHandler } from './news.ts';
import { createPages, type Pages } from './pages.ts';
import type { PaymentParts } from './parts.ts';
import { begin, listPending } from './pending.ts';
import { createTurns } from './turns.ts';

export type { StripeConfig } from './client.ts';
export { BadSignature, GatewayFault } from './client.ts';
export type { Pages } from './pages.ts';
export { PaymentProblem } from './problem.ts';

export type Endpoint = 'platform' | 'connect';
export type EventCount = NewsCount | 'unsigned' | 'stranger';

export interface PaymentsOptions extends Omit<PaymentParts, 'gateway'> {
  readonly stripe: StripeConfig;
  /** Told of what became of events, for whoever watches. */
  readonly count?: (what: EventCount, events: number) => void;
  /** Of events that are not about residents' payments. */
  readonly handlers?: (client: Stripe) => readonly NewsHandler[];
}

export interface Payments {
  readonly pages: Pages;
  /**
   * An event as it came. Resolves when it is written down, is known already, or is none of ours.
   * @throws BadSignature
   */
  receive(endpoint: Endpoint, body: Buffer, signature: string): Promise<void>;
  /** These are to be sent; written down before it returns, done soon afterwards. @param documents ids */
  ask(association: string, documents: readonly string[]): Promise<void>;
  /** Looks at what is on its way and due to be looked at, and at events that were left. @returns how many */
  round(signal: AbortSignal): Promise<number>;
  /** Forgets events of long ago. @returns how many */
  forget(signal: AbortSignal): Promise<number>;
  /** Resolves when nothing is under way in this process. */
  idle(): Promise<void>;
  /** Begins nothing new, and waits for what is under way. */
  close(): Promise<void>;
}

type Advance = ReturnType<typeof createAdvance>;

/** What was asked for, association by association, as fast as it goes. */
class Courier {
  readonly #advance: Advance;
  readonly #asked = new Map<string, Set<string>>();
  readonly #running = new Map<string, Promise<void>>();
  #closed = false;

  constructor(advance: Advance) {
    this.#advance = advance;
  }

  go(association: string, documents: readonly string[]): void {
    if (this.#closed) return;
    const asked = this.#asked.get(association) ?? new Set();
    for (const id of documents) asked.add(id);
    this.#asked.set(association, asked);
    if (this.#running.has(association)) return;
    const run = this.#run(association).finally(() => this.#running.delete(association));
    this.#running.set(association, run);
  }

  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.idle();
  }

  async #run(association: string): Promise<void> {
    for (;;) {
      const asked = [...(this.#asked.get(association) ?? [])];
      this.#asked.delete(association);
      if (asked.length === 0 || this.#closed) return;
      await this.#advance(association, asked);
    }
  }
}

async function lookAtPending(parts: PaymentParts, advance: Advance, signal: AbortSignal): Promise<number> {
  const now = parts.clock();
  const due = (await listPending(parts.operations)).filter(({ nextAt }) => nextAt <= now);
  for (const [association, own] of groupBy(due, (one) => one.association)) {
    if (signal.aborted) break;
    await advance(
      association,
      own.map(({ document }) => document),
    );
  }
  return due.length;
}

function createReceive(client: Stripe, options: PaymentsOptions, inbox: Inbox): Payments['receive'] {
  const { webhookSecret, connectWebhookSecret } = options.stripe;
  return async (endpoint, body, signature) => {
    const secret = endpoint === 'platform' ? webhookSecret : connectWebhookSecret;
    const event = await readEvent(client, body, signature, secret).catch((error: unknown) => {
      options.count?.('unsigned', 1);
      throw error;
    });
    const news = newsOf(event);
    // Each endpoint has its own events: one at the other's is nobody's.
    if ((news.account === '') !== (endpoint === 'platform')) options.count?.('stranger', 1);
    else await inbox.add(news);
  };
}

export function createPayments(options: PaymentsOptions): Payments {
  const client = createClient(options.stripe);
  const parts: PaymentParts = { ...options, gateway: createGateway(client) };
  const turns = createTurns();
  const advance = createAdvance(parts, turns);
  const courier = new Courier(advance);
  const stranger = (events: number): void => options.count?.('stranger', events);
  const handlers = [createPaymentEvents(parts, turns, stranger), ...(options.handlers?.(client) ?? [])];
  const { operations, clock, log } = options;
  const count = (what: NewsCount, events: number): void => options.count?.(what, events);
  const inbox = createInbox({ operations, clock, log, handlers, count });
  const idle = async (): Promise<void> => {
    await inbox.idle();
    await courier.idle();
  };
  return {
    pages: createPages(parts, turns),
    receive: createReceive(client, options, inbox),
    async ask(association, documents) {
      const keys = documents.map((document) => ({ association, document }));
      await begin(operations, keys, clock());
      courier.go(association, documents);
    },
    round: async (signal) => (await lookAtPending(parts, advance, signal)) + (await inbox.sweep(signal)),
    forget: (signal) => inbox.forget(signal),
    idle,
    async close() {
      await courier.close();
      await inbox.idle();
    },
  };
}
