/**
 * The whole server: made of its parts, started in order, stopped in the opposite one. With main.ts the only place that
 * wires; tests and benches start it here, in their own process.
 */
import type { RequestListener } from 'node:http';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type { Accounts } from './accounts/accounts.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import type { FirstStartParts } from './first-start.ts';
import { createMetrics } from './http/metrics.ts';
import type { Metrics, MetricsOptions } from './http/metrics.ts';
import { originPolicy } from './http/origin.ts';
import { RATE_LIMITS } from './http/parts.ts';
import type { RateLimits } from './http/parts.ts';
import { createStreams } from './http/streams.ts';
import type { Streams } from './http/streams.ts';
import { createDoor, listen } from './listen.ts';
import type { Door, Listening } from './listen.ts';
import type { Payments } from './payments/payments.ts';
import type { Trial } from './payments/trial.ts';
import type { Clock } from './ports/clock.ts';
import type { DocStore } from './ports/doc-store.ts';
import type { FileStore } from './ports/file-store.ts';
import { clearOldSnapshots } from './reactions/old-snapshots.ts';
import type { Reaction } from './reactions/reaction.ts';
import { ROUND_MS } from './reactions/reactions.ts';
import { clearUnlistedFiles } from './reactions/unlisted-files.ts';
import { startJobs, type Job } from './jobs.ts';
import { createParts, openTheStore, type Parts } from './server-parts.ts';
import type { OpenedStore } from './store/open-store.ts';
import type { RunningSyncService } from './sync/sync-service.ts';

/** Requests get this long to finish; what remains of ten seconds is for closing the store. */
const DRAIN_MS = 6000;
const HOUR_MS = 3_600_000;

const APP_DIR = fileURLToPath(new URL('../../pwa/dist', import.meta.url));

export interface ServerOptions {
  readonly log: Logger;
  readonly clock?: Clock;
  readonly limits?: RateLimits;
  /** Folder of the built app; pwa/dist when absent. */
  readonly appDir?: string;
  /** A store that is open already, for tests; it is not closed with the server. */
  readonly store?: DocStore;
  /** Done before the first request is answered: the demo of a first start. */
  readonly prepare?: (parts: FirstStartParts) => Promise<void>;
  /** Done beside answering, from when the server listens; never rejects, and ends early when the signal says so. */
  readonly afterwards?: (parts: FirstStartParts, signal: AbortSignal) => Promise<void>;
  /** Those of `reactions/list.ts` when absent. */
  readonly reactions?: readonly Reaction[];
  /** One of several processes behind one port. */
  readonly worker?: WorkerSetup;
}

export interface WorkerSetup {
  readonly metrics: MetricsOptions;
  /** The embedded store that the process above runs for its workers. */
  readonly embeddedUrl: string | undefined;
  /** Others answer meanwhile: take connections only when ready. */
  readonly listenLate: boolean;
}

export interface Server {
  /** Where it answers, without a trailing slash. */
  readonly url: string;
  readonly embedded: boolean;
  readonly store: DocStore;
  readonly sync: RunningSyncService;
  readonly accounts: Accounts;
  readonly files: FileStore;
  readonly metrics: Metrics;
  readonly payments: Payments | undefined;
  readonly trial: Trial | undefined;
  /** Says no to new requests, ends streams, finishes what is being answered, closes. Within 10 s. */
  close(): Promise<void>;
}

const PAYMENTS_ROUND_MS = 30_000;

/** What a process died over, what Stripe did not tell us of, and what can be forgotten. */
function paymentJobs(payments: Payments | undefined): readonly Job[] {
  if (payments === undefined) return [];
  return [
    { name: 'payments', everyMs: PAYMENTS_ROUND_MS, run: (signal) => payments.round(signal) },
    { name: 'forget-stripe-events', everyMs: 24 * HOUR_MS, run: (signal) => payments.forget(signal) },
  ];
}

function startCleaning(
  { accounts, files, snapshots, opened, leases, reactions, payments, associationJobs }: Parts,
  options: ServerOptions,
): () => Promise<void> {
  const clock = options.clock ?? Date.now;
  const jobs = [
    { name: 'clear-expired-sessions', everyMs: HOUR_MS, run: () => accounts.clearExpired() },
    {
      name: 'clear-unlisted-files',
      everyMs: 6 * HOUR_MS,
      run: (signal: AbortSignal) => clearUnlistedFiles({ store: opened.store, files, clock, signal }),
    },
    { name: 'reactions', everyMs: ROUND_MS, run: (signal: AbortSignal) => reactions.round(signal) },
    {
      // Each machine has its own.
      name: `clear-old-snapshots-${hostname()}`,
      everyMs: 6 * HOUR_MS,
      run: () => clearOldSnapshots({ store: opened.store, snapshots, clock }),
    },
  ];
  return startJobs(options.log, [...jobs, ...paymentJobs(payments), ...associationJobs], leases);
}

/** What is done beside answering: jobs again and again, and once what comes after a first start. @returns how to end it */
function startWork(parts: Parts, options: ServerOptions, first: FirstStartParts): () => Promise<void> {
  const stopJobs = startCleaning(parts, options);
  const ending = new AbortController();
  const afterwards = options.afterwards?.(first, ending.signal);
  return async () => {
    ending.abort();
    await afterwards;
    await stopJobs();
  };
}

const listenAt = ({ host, port }: Config, door: Door): Promise<Listening> => listen(door.handler, host, port);

/** Rejects with StartProblem, DataFolderProblem or StoreUnavailable: each says in words what is wrong. */
export async function startServer(given: Config, options: ServerOptions): Promise<Server> {
  const config: Config = { ...given, dataDir: resolve(given.dataDir) };
  const metrics = createMetrics(options.worker?.metrics);
  const opened = await openTheStore(config, options, metrics.store);
  try {
    // The port before the work: whoever finds it taken is told at once, and whoever asks too early is told to wait.
    const door = createDoor();
    const early = options.worker?.listenLate === true ? undefined : await listenAt(config, door);
    try {
      return await serve(config, options, opened, metrics, door, early);
    } catch (error) {
      await early?.stop(0);
      throw error;
    }
  } catch (error) {
    await opened.close();
    throw error;
  }
}

function appOf(
  config: Config,
  options: ServerOptions,
  parts: Parts,
  streams: Streams,
  life: Life,
): RequestListener {
  return createApp({
    ...parts,
    store: parts.opened.store,
    streams,
    origins: originPolicy(config.publicUrl),
    clock: options.clock ?? Date.now,
    log: options.log,
    publicUrl: config.publicUrl,
    metricsToken: config.metricsToken,
    appDir: options.appDir ?? APP_DIR,
    limits: options.limits ?? RATE_LIMITS,
    isDraining: () => life.draining,
  });
}

interface Life {
  draining: boolean;
}

async function serve(
  config: Config,
  options: ServerOptions,
  opened: OpenedStore,
  metrics: Metrics,
  door: Door,
  early: Listening | undefined,
): Promise<Server> {
  const parts = await createParts(config, options, opened, metrics);
  const { sync, accounts, files, payments, trial } = parts;
  const { store, embedded } = opened;
  const { log, clock = Date.now } = options;
  const first: FirstStartParts = { ...parts, store, embedded, clock, log };
  await options.prepare?.(first);
  const streams = createStreams();
  const life: Life = { draining: false };
  const stopListeningToSessions = accounts.onSessionEnd((id) => streams.endSession(id));
  door.open(appOf(config, options, parts, streams, life));
  const listening = early ?? (await listenAt(config, door));
  const url = (parts.address.url = urlOf(config, listening));
  const stopWork = startWork(parts, options, first);
  const close = async (): Promise<void> => {
    life.draining = true;
    const drained = listening.stop(DRAIN_MS);
    streams.endAll();
    // What runs under a lease ends early, and nobody waits for this process.
    const released = parts.leases.close();
    await drained;
    await stopWork();
    await parts.reactions.close();
    await payments?.close();
    await released;
    stopListeningToSessions();
    await sync.close();
    await accounts.close();
    await opened.close();
  };
  let closing: Promise<void> | undefined;
  const end = () => (closing ??= close());
  return { url, embedded, store, sync, accounts, files, metrics, payments, trial, close: end };
}

const urlOf = ({ publicUrl, host }: Config, { port }: Listening): string =>
  publicUrl ?? `http://${shownHost(host)}:${String(port)}`;

/** The address that a person on this machine types. */
function shownHost(host: string): string {
  if (['0.0.0.0', '::', '127.0.0.1', '::1', 'localhost'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
