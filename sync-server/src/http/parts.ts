/** What the routers are given. Made in main.ts (or by a test) and nowhere else. */
import type { Accounts } from '../accounts/accounts.ts';
import type { AssociationActs } from '../payments/association-payments.ts';
import type { Payments } from '../payments/payments.ts';
import type { Clock } from '../ports/clock.ts';
import type { DocStore } from '../ports/doc-store.ts';
import type { FileStore } from '../ports/file-store.ts';
import type { SyncService } from '../sync/sync-service.ts';
import type { FileQuota } from './file-quota.ts';
import type { HttpLog } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { OriginPolicy } from './origin.ts';
import type { Streams } from './streams.ts';

export interface RateLimits {
  /** Requests a minute with the same cookie or token. */
  readonly perSession: number;
  /** Requests a minute from the same client, whoever signs them: an office shares one. */
  readonly perClient: number;
  /** Requests answered at one moment by this process; more are asked to come back. */
  readonly atOnce: number;
}

export const RATE_LIMITS: RateLimits = { perSession: 3000, perClient: 12_000, atOnce: 300 };

export interface HttpParts {
  readonly sync: SyncService;
  readonly accounts: Accounts;
  readonly store: Pick<DocStore, 'ping'>;
  readonly files: FileStore;
  readonly quota: FileQuota;
  readonly streams: Streams;
  /** Undefined: none through Stripe. */
  readonly payments: Payments | undefined;
  /** Of the association's own account and bill; undefined with it. */
  readonly associationActs: AssociationActs | undefined;
  readonly metrics: Metrics;
  readonly origins: OriginPolicy;
  readonly clock: Clock;
  readonly log: HttpLog;
  /** Origin of the public address; undefined when any will do. */
  readonly publicUrl: string | undefined;
  /** Whoever reads /metrics from elsewhere must send it; undefined: nobody from elsewhere may. */
  readonly metricsToken?: string | undefined;
  /** Folder of the built app. */
  readonly appDir: string;
  readonly limits: RateLimits;
  /** True once the server has been told to stop: readyz says so. */
  readonly isDraining: () => boolean;
}
