/**
 * The process above several server processes (WORKERS=n): hands connections of the one port to them, runs the embedded
 * store for them where there is no CouchDB, puts another in the place of one that ended, and ends them all in order.
 * Holds no data and answers nobody.
 */
import cluster from 'node:cluster';
import type { Worker } from 'node:cluster';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { keptSecret } from '../session-secret.ts';
import { startEmbeddedStore } from '../store/embedded/embedded-store.ts';
import { createBackOff } from './back-off.ts';
import { createGatheredMetrics } from './gathered-metrics.ts';
import type { GatheredMetrics } from './gathered-metrics.ts';
import { isFromWorker, ORDERS } from './messages.ts';
import type { FromWorker, Ready, WorkerOrders } from './messages.ts';

/** A process gets this long to end by itself; what remains of ten seconds is for the store. */
const END_MS = 8800;

export interface Primary extends Omit<Ready, 'kind'> {
  close(): Promise<void>;
}

/** The first process did not start; it has said why. */
export class FirstEnded extends Error {
  override readonly name = 'FirstEnded';
}

interface Running {
  readonly log: Logger;
  readonly orders: Omit<WorkerOrders, 'worker' | 'first'>;
  readonly metrics: GatheredMetrics;
  readonly workers: Map<string, Worker>;
  readonly waiting: Set<NodeJS.Timeout>;
  /** Also the number of the last worker. */
  started: number;
  ending: boolean;
}

const tell = (worker: Worker, message: object): void => {
  if (worker.isConnected()) worker.send(message);
};

function answer(running: Running, id: string, worker: Worker, message: FromWorker): void {
  const { metrics, workers } = running;
  if (message.kind === 'metrics') metrics.take(id, message.round, message.metrics);
  if (message.kind !== 'metrics-asked') return;
  const { ask } = message;
  const reached = [...workers].map(([name, one]) => ({
    worker: name,
    send: (sent: object) => tell(one, sent),
  }));
  metrics.text(reached).then(
    (text) => tell(worker, { kind: 'metrics-text', ask, text }),
    (error: unknown) => running.log.warn({ err: error }, 'the processes’ metrics could not be put together'),
  );
}

interface Begun {
  readonly worker: Worker;
  readonly ready: Promise<Ready>;
  /** Resolves with the words for its end. */
  readonly ended: Promise<string>;
}

function begin(running: Running, first: boolean): Begun {
  running.started += 1;
  const id = String(running.started);
  const orders: WorkerOrders = { ...running.orders, worker: id, first };
  const worker = cluster.fork({ [ORDERS]: JSON.stringify(orders) });
  running.workers.set(id, worker);
  running.log.info({ worker: id, pid: worker.process.pid }, 'a server process begins');
  const ready = new Promise<Ready>((resolve) => {
    worker.on('message', (message: unknown) => {
      if (!isFromWorker(message)) return;
      if (message.kind === 'ready') {
        running.log.info({ worker: id }, 'a server process is ready');
        resolve(message);
      } else answer(running, id, worker, message);
    });
  });
  // The line breaks when the process dies; that it died is told by its exit.
  worker.on('error', (error) => running.log.debug({ err: error, worker: id }, 'the line to a process broke'));
  const ended = new Promise<string>((resolve) => {
    worker.once('exit', (code, signal) => {
      running.workers.delete(id);
      // Empty, or null against Node's declarations, for a process that ended by itself.
      resolve(signal ? `killed by ${signal}` : `ended with ${String(code)}`);
    });
  });
  return { worker, ready, ended };
}

/** Keeps one place filled until the end. */
async function keepFilled(running: Running, first: Begun | undefined): Promise<void> {
  const backOff = createBackOff();
  for (let begun = first; !running.ending; begun = undefined) {
    const since = performance.now();
    const how = await (begun ?? begin(running, false)).ended;
    if (running.ending) return;
    const wait = backOff.after(performance.now() - since);
    running.log.error({ how, againInMs: wait }, 'a server process ended; another takes its place');
    running.metrics.replaced();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        running.waiting.delete(timer);
        resolve();
      }, wait);
      running.waiting.add(timer);
    });
  }
}

async function endAll({ workers, waiting, log }: Running): Promise<void> {
  for (const timer of waiting) clearTimeout(timer);
  const ends = [...workers.values()].map((worker) => {
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    // Not worker.kill(): it would cut the line first, and a process without it ends at once.
    worker.process.kill('SIGTERM');
    return ended;
  });
  const hard = setTimeout(() => {
    log.error({ processes: workers.size }, 'server processes did not end in time; killed');
    for (const worker of workers.values()) worker.process.kill('SIGKILL');
  }, END_MS);
  await Promise.all(ends);
  clearTimeout(hard);
}

/** Rejects with FirstEnded, StartProblem or DataFolderProblem. */
export async function startPrimary(config: Config, log: Logger): Promise<Primary> {
  const { couchUrl, dataDir } = config;
  const endpoint = couchUrl === undefined ? await startEmbeddedStore({ dataDir, log }) : undefined;
  try {
    const secret = config.sessionSecret ?? (await keptSecret(dataDir));
    const orders = { secret, ...(endpoint === undefined ? {} : { embeddedUrl: endpoint.url }) };
    const metrics = createGatheredMetrics();
    const life = { started: 0, ending: false, waiting: new Set<NodeJS.Timeout>() };
    const running: Running = { log, orders, metrics, workers: new Map(), ...life };
    const first = begin(running, true);
    const ready = await Promise.race([first.ready, first.ended]);
    if (typeof ready === 'string') throw new FirstEnded(ready);
    for (let place = 0; place < config.workers; place += 1) {
      void keepFilled(running, place === 0 ? first : undefined);
    }
    const close = async (): Promise<void> => {
      running.ending = true;
      await endAll(running);
      await endpoint?.close();
    };
    let closing: Promise<void> | undefined;
    return { ...ready, close: () => (closing ??= close()) };
  } catch (error) {
    await endpoint?.close();
    throw error;
  }
}
