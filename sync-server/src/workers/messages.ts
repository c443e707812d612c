/**
 * What the process above and its server processes tell each other. Both are the same program of the same version, so a
 * message is looked at only for its kind.
 */
import type { DemoSignIn } from '../demo/demo-association.ts';

/** Handed to a server process in its environment (COMMUNITRAK_WORKER), as JSON. */
export interface WorkerOrders {
  /** Label of its metrics and log lines; a replacement has a new one. */
  readonly worker: string;
  /** The first prepares the store for all. */
  readonly first: boolean;
  /** The embedded store that the process above runs; absent with COUCHDB_URL. */
  readonly embeddedUrl?: string;
  readonly secret: string;
}

export interface Ready {
  readonly kind: 'ready';
  readonly url: string;
  readonly embedded: boolean;
  readonly signIns: readonly DemoSignIn[];
}

export type FromWorker =
  | Ready
  /** Somebody asked this process for everybody's metrics. */
  | { readonly kind: 'metrics-asked'; readonly ask: number }
  | { readonly kind: 'metrics'; readonly round: number; readonly metrics: readonly object[] };

export type ToWorker =
  | { readonly kind: 'metrics-wanted'; readonly round: number }
  | { readonly kind: 'metrics-text'; readonly ask: number; readonly text: string };

const kindOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;

export const isFromWorker = (value: unknown): value is FromWorker =>
  ['ready', 'metrics-asked', 'metrics'].includes(String(kindOf(value)));

export const isToWorker = (value: unknown): value is ToWorker =>
  ['metrics-wanted', 'metrics-text'].includes(String(kindOf(value)));

export const ORDERS = 'COMMUNITRAK_WORKER';

/** Undefined in a process that has none above it. */
export function readOrders(env: Readonly<Record<string, string | undefined>>): WorkerOrders | undefined {
  const text = env[ORDERS];
  return text === undefined ? undefined : (JSON.parse(text) as WorkerOrders);
}
