/** What each account has: one table for each kind of object, with the keys it is asked by. */
import type { Invoice, Price, Product, Subscription } from './billing-records.ts';
import type {
  Account,
  ApplicationFee,
  Charge,
  Customer,
  Dispute,
  Event,
  PaymentIntent,
  PaymentMethod,
  Payout,
  Refund,
  Session,
  SetupIntent,
  Transaction,
} from './records.ts';
import type { Metadata, Stored } from './stored.ts';
import { createTable } from './table.ts';
import type { Keys, Keyed, Table, WriteLog } from './table.ts';

/** How a method behaves when it is charged: of the number typed in, this is all that stays. */
export interface MethodNote {
  readonly behaviour: string;
  /** The holder agreed at the bank once: later charges need no further agreement. */
  readonly agreed: boolean;
}

export interface SessionNote {
  /** What the payment that the page makes is given. */
  readonly intent: SessionIntent;
  readonly lines: readonly SessionLine[];
}

export interface SessionIntent {
  readonly application_fee_amount?: number | undefined;
  readonly description?: string | undefined;
  readonly metadata?: Metadata | undefined;
  readonly receipt_email?: string | undefined;
  readonly setup_future_usage?: string | undefined;
  readonly statement_descriptor_suffix?: string | undefined;
}

export interface SessionLine {
  readonly name: string;
  readonly description: string | null;
  readonly quantity: number;
  readonly unit: number;
}

export interface LinkNote {
  readonly account: string;
  readonly refresh: string;
  readonly back: string;
  readonly expires: number;
  readonly used: boolean;
}

export interface PortalNote {
  readonly back: string | null;
  readonly locale: string | null;
  /** Where the customer starts; without it, at the overview. */
  readonly flow: string | null;
}

/** An answer kept under its idempotency key. */
export interface KeptAnswer extends Keyed {
  readonly fingerprint: string;
  readonly path: string;
  readonly status: number;
  readonly body: string;
}

export interface JobRow extends Keyed {
  readonly at: number;
  readonly kind: string;
  readonly target: string;
  readonly account: string | null;
}

type None = Readonly<Record<string, never>>;

type Make = <T extends Keyed, N = None>(name: string, keys?: Keys<T, N>) => Table<T, N>;

const payments = (table: Make) => ({
  customers: table<Customer>('customers'),
  methods: table<PaymentMethod, MethodNote>('methods', { customer: ({ customer }) => customer }),
  setups: table<SetupIntent, { readonly method?: string }>('setups', {
    customer: ({ customer }) => customer,
  }),
  sessions: table<Session, SessionNote>('sessions', {
    customer: ({ customer }) => customer,
    payment_intent: (it) => it.payment_intent,
    setup_intent: (it) => it.setup_intent,
  }),
  intents: table<PaymentIntent, { readonly back?: string; readonly invoice?: string }>('intents', {
    customer: ({ customer }) => customer,
    invoice: (_, { invoice }) => invoice,
  }),
  charges: table<Charge>('charges', {
    customer: ({ customer }) => customer,
    payment_intent: (it) => it.payment_intent,
  }),
  refunds: table<Refund>('refunds', {
    charge: ({ charge }) => charge,
    payment_intent: (it) => it.payment_intent,
  }),
  disputes: table<Dispute>('disputes', {
    charge: ({ charge }) => charge,
    payment_intent: (it) => (typeof it['payment_intent'] === 'string' ? it['payment_intent'] : null),
  }),
  transactions: table<Transaction, { readonly payout?: string }>('transactions', {
    payout: (_, { payout }) => payout,
    unpaid: (_, { payout }) => (payout === undefined ? 'yes' : null),
    source: ({ source }) => source,
    type: ({ type }) => type,
  }),
  payouts: table<Payout>('payouts'),
});

const billing = (table: Make) => ({
  products: table<Product>('products'),
  prices: table<Price>('prices', { lookup_key: (it) => it.lookup_key, product: ({ product }) => product }),
  /** To which subscription an item belongs. */
  items: table<Keyed & { readonly subscription: string }>('items'),
  subscriptions: table<Subscription>('subscriptions', { customer: ({ customer }) => customer }),
  invoices: table<Invoice, { readonly subscription: string }>('invoices', {
    customer: ({ customer }) => customer,
    subscription: (_, { subscription }) => subscription,
  }),
  portalConfigurations: table<Stored>('portalConfigurations'),
  portals: table<Stored, PortalNote>('portals'),
});

/** With the platform alone stand its accounts and what it earns; the agenda is of all. */
const platform = (table: Make) => ({
  accounts: table<Account>('accounts'),
  links: table<Keyed, LinkNote>('links'),
  fees: table<ApplicationFee>('fees', {
    charge: (it) => (typeof it['charge'] === 'string' ? it['charge'] : null),
  }),
  feeRefunds: table<Stored>('feeRefunds'),
  jobs: table<JobRow>('jobs'),
  settings: table<Keyed & { readonly value: number }>('settings'),
});

function makeTables(log: WriteLog) {
  const table: Make = (name, keys = {}) => createTable(name, keys, log);
  return {
    ...payments(table),
    ...billing(table),
    ...platform(table),
    events: table<Event>('events', { type: ({ type }) => type }),
    /** Events that have not been delivered, by their id. */
    waiting: table<Keyed>('waiting'),
    kept: table<KeptAnswer>('kept'),
  };
}

export type Tables = ReturnType<typeof makeTables>;

export function createTables(log: WriteLog): Tables {
  return makeTables(log);
}
