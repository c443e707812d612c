/** What an operator watches: counts and times by route, open streams, what sync did. No ids, no names in labels. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { RequestHandler } from 'express';
import type { ObserveStore } from '../ports/store-observer.ts';
import type { SyncMetrics } from '../sync/sync-service.ts';

export interface Metrics {
  readonly sync: SyncMetrics;
  readonly store: ObserveStore;
  /** What became of Stripe's events. */
  readonly events: (what: string, events: number) => void;
  readonly middleware: RequestHandler;
  readonly contentType: string;
  text(): Promise<string>;
  /** The same as data, for whoever puts several processes' together. */
  json(): Promise<readonly object[]>;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** The first parts of a path that name a message; ids never become labels. */
const ROUTES: readonly (readonly [RegExp, string])[] = [
  [/^\/a\/[^/]+\/sync\/(pull|push|verify|events)$/, '/a/:association/sync/$1'],
  [/^\/a\/[^/]+\/files\/.*$/, '/a/:association/files/:hash'],
  [/^\/a\/[^/]+\/payments\/(pages\/(pay|leave|method|portal))$/, '/a/:association/payments/$1'],
  [/^\/a\/[^/]+\/payments\/methods\/[^/]+\/(default|remove)$/, '/a/:association/payments/methods/:id/$1'],
  [/^\/stripe\/(webhook|connect-webhook)$/, '/stripe/$1'],
  [/^\/api\/auth\/sign-(in|out).*$/, '/api/auth/sign-$1'],
  [/^\/api\/(session|sessions)(\/.*)?$/, '/api/$1'],
  [/^\/app(\/.*)?$/, '/app'],
  [/^\/$/, '/'],
];

export function routeLabel(path: string): string {
  const found = ROUTES.find(([pattern]) => pattern.test(path));
  return found === undefined ? 'other' : path.replace(found[0], found[1]);
}

function memoryMetrics(registers: Registry[]): Pick<SyncMetrics, 'evicted' | 'snapshot'> {
  const evictions = new Counter({
    name: 'communitrak_view_evictions_total',
    help: 'Views dropped, or stretches of bodies dropped from views, because memory ran short',
    labelNames: ['what'],
    registers,
  });
  const evicted = new Counter({
    name: 'communitrak_view_evicted_bytes_total',
    help: 'Bytes given up because memory ran short',
    labelNames: ['what'],
    registers,
  });
  const snapshots = new Counter({
    name: 'communitrak_view_snapshots_total',
    help: 'Snapshots of views by what became of them',
    labelNames: ['event'],
    registers,
  });
  return {
    evicted: (what, size) => {
      evictions.inc({ what });
      evicted.inc({ what }, size);
    },
    snapshot: (event) => snapshots.inc({ event }),
  };
}

function syncMetrics(registers: Registry[]): SyncMetrics {
  const rows = new Counter({ name: 'communitrak_pulled_rows_total', help: 'Rows sent in pulls', registers });
  const verdicts = new Counter({
    name: 'communitrak_push_verdicts_total',
    help: 'Pushed rows by verdict',
    labelNames: ['verdict'],
    registers,
  });
  const views = new Gauge({ name: 'communitrak_views', help: 'Associations held in memory', registers });
  const bytes = new Gauge({ name: 'communitrak_view_bytes', help: 'Bytes that views hold', registers });
  const open = new Gauge({ name: 'communitrak_streams', help: 'Open event streams', registers });
  return {
    ...memoryMetrics(registers),
    pulled: (count) => rows.inc(count),
    answered: (verdict) => verdicts.inc({ verdict }),
    views: (count, size) => {
      views.set(count);
      bytes.set(size);
    },
    streams: (count) => open.set(count),
  };
}

function storeMetrics(registers: Registry[]): ObserveStore {
  const times = new Histogram({
    name: 'communitrak_store_seconds',
    help: 'Time the store takes to answer, by operation and outcome; wait is longpolls',
    labelNames: ['operation', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  return (operation, outcome, seconds) => times.observe({ operation, outcome }, seconds);
}

function eventMetrics(registers: Registry[]): Metrics['events'] {
  const events = new Counter({
    name: 'communitrak_stripe_events_total',
    help: 'Events of Stripe by what became of them',
    labelNames: ['outcome'],
    registers,
  });
  return (outcome, count) => events.inc({ outcome }, count);
}

export interface MetricsOptions {
  /** A label on everything, where several processes answer together. */
  readonly worker: string;
  /** All processes' metrics as text; rejects when they cannot be had. */
  readonly gather: () => Promise<string>;
}

export function createMetrics(options?: MetricsOptions): Metrics {
  const registry = new Registry();
  if (options !== undefined) registry.setDefaultLabels({ worker: options.worker });
  collectDefaultMetrics({ register: registry });
  const times = new Histogram({
    name: 'communitrak_http_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  const sync = syncMetrics([registry]);
  return {
    sync,
    store: storeMetrics([registry]),
    events: eventMetrics([registry]),
    contentType: registry.contentType,
    text: options?.gather ?? (() => registry.metrics()),
    json: () => registry.getMetricsAsJSON(),
    middleware: (req, res, next) => {
      const route = routeLabel(req.path);
      const stop = times.startTimer({ method: req.method, route });
      // An event stream lasts for hours; its time says nothing about answering.
      if (!route.endsWith('/events')) res.once('finish', () => stop({ status: String(res.statusCode) }));
      next();
    },
  };
}
