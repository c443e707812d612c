/**
 * All processes' metrics put together by the process above: each under its `worker` label, one that does not answer in
 * time left out and counted as down.
 */
import { AggregatorRegistry, collectDefaultMetrics, Gauge, Counter, Registry } from 'prom-client';
import type { ToWorker } from './messages.ts';

const ANSWER_MS = 2000;

export interface Reached {
  readonly worker: string;
  send(message: ToWorker): void;
}

export interface GatheredMetrics {
  text(workers: readonly Reached[]): Promise<string>;
  /** What a worker answered. */
  take(worker: string, round: number, metrics: readonly object[]): void;
  replaced(): void;
}

interface Round {
  readonly answers: Map<string, readonly object[]>;
  readonly wanted: number;
  readonly complete: () => void;
}

function ownMetrics() {
  const registry = new Registry();
  registry.setDefaultLabels({ worker: 'above' });
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const up = new Gauge({
    name: 'communitrak_worker_up',
    help: 'Whether a server process answered',
    labelNames: ['worker'],
    registers,
  });
  const replaced = new Counter({
    name: 'communitrak_workers_replaced_total',
    help: 'Server processes that ended and were replaced',
    registers,
  });
  return { registry, up, replaced };
}

/** @param answerMs how long to wait for the slowest */
export function createGatheredMetrics(answerMs: number = ANSWER_MS): GatheredMetrics {
  const own = ownMetrics();
  const rounds = new Map<number, Round>();
  let count = 0;
  const ask = (workers: readonly Reached[]): Promise<Round> => {
    const number = (count += 1);
    return new Promise((resolve) => {
      const complete = (): void => {
        clearTimeout(timer);
        rounds.delete(number);
        resolve(round);
      };
      const round: Round = { answers: new Map(), wanted: workers.length, complete };
      const timer = setTimeout(complete, answerMs);
      rounds.set(number, round);
      for (const worker of workers) worker.send({ kind: 'metrics-wanted', round: number });
    });
  };
  return {
    async text(workers) {
      const { answers } = await ask(workers);
      own.up.reset();
      for (const { worker } of workers) own.up.set({ worker }, answers.has(worker) ? 1 : 0);
      const all = [await own.registry.getMetricsAsJSON(), ...answers.values()];
      return AggregatorRegistry.aggregate(all.map((metrics) => [...metrics])).metrics();
    },
    take(worker, number, metrics) {
      const round = rounds.get(number);
      if (round === undefined) return;
      round.answers.set(worker, metrics);
      if (round.answers.size === round.wanted) round.complete();
    },
    replaced: () => own.replaced.inc(),
  };
}
