/** Payments through Stripe, where there are keys for them: residents' payments and the association's own affairs, wired. */
import type { Logger } from 'pino';
import type { Accounts } from './accounts/accounts.ts';
import type { Config } from './config.ts';
import type { Metrics } from './http/metrics.ts';
import {
  createAssociationPayments,
  type AssociationActs,
  type PaymentsJob,
} from './payments/association-payments.ts';
import { createPayments, type Payments } from './payments/payments.ts';
import { createTrial, type Trial } from './payments/trial.ts';
import type { Clock } from './ports/clock.ts';
import { associationOf } from './ports/database-names.ts';
import type { Database, DocStore } from './ports/doc-store.ts';
import type { Leases } from './ports/leases.ts';
import { createDatabases } from './sync/databases.ts';
import type { RunningSyncService } from './sync/sync-service.ts';

/** Who has registered is read for all associations at once, and believed so long. */
const REGISTERED_MS = 10 * 60_000;

export interface PaymentsPlace {
  readonly store: DocStore;
  readonly operations: Database;
  readonly sync: RunningSyncService;
  readonly leases: Leases;
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly appUrl: () => string;
}

export interface OpenedPayments {
  readonly payments: Payments | undefined;
  readonly associationActs: AssociationActs | undefined;
  readonly associationJobs: readonly PaymentsJob[];
  /** Only where the stand-in may be at Stripe's address. */
  readonly trial: Trial | undefined;
}

const NO_PAYMENTS: OpenedPayments = {
  payments: undefined,
  associationActs: undefined,
  associationJobs: [],
  trial: undefined,
};

type Registered = ReadonlyMap<string, ReadonlySet<string>>;

function registeredOf({
  accounts,
  clock,
}: PaymentsPlace): (association: string) => Promise<ReadonlySet<string>> {
  let known: { readonly at: number; readonly all: Promise<Registered> } | undefined;
  return async (association) => {
    if (known === undefined || clock() - known.at > REGISTERED_MS)
      known = { at: clock(), all: accounts.registered() };
    const { all } = known;
    try {
      return (await all).get(association) ?? new Set();
    } catch (error) {
      if (known.all === all) known = undefined;
      throw error;
    }
  };
}

export function openPayments({ stripe, stripeTaxes }: Config, place: PaymentsPlace): OpenedPayments {
  if (stripe === undefined) return NO_PAYMENTS;
  const { store, operations, sync, leases, clock, log, metrics, appUrl } = place;
  const databases = createDatabases(store);
  const open = (association: string) => databases.of(association);
  const common = { stripe, operations, open, writes: sync, clock, log, appUrl };
  const affairs = {
    ...common,
    leases,
    associations: async () => (await store.names()).flatMap((name) => associationOf(name) ?? []),
    registered: registeredOf(place),
    taxes: stripeTaxes,
  };
  const { acts, events, jobs } = createAssociationPayments(affairs);
  const payments = createPayments({
    ...common,
    reads: sync,
    count: metrics.events,
    handlers: () => [events],
  });
  const trial = createTrial({ ...affairs, reads: sync });
  return { payments, associationActs: acts, associationJobs: jobs, trial };
}
