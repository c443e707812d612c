/** A server process's end of the line to the process above it: says that it is ready, and exchanges metrics. */
import { StoreUnavailable } from '../ports/doc-store.ts';
import { isToWorker } from './messages.ts';
import type { FromWorker, Ready } from './messages.ts';

/** Longer than the process above waits for the slowest of us. */
const ANSWER_MS = 5000;

export interface WorkerSide {
  ready(ready: Omit<Ready, 'kind'>): void;
  /** Everybody's metrics; rejects as a store that does not answer when the process above is silent. */
  gather(): Promise<string>;
  /** From now on answers what its own metrics are. */
  answerWith(metrics: () => Promise<readonly object[]>): void;
}

interface Line {
  send(message: FromWorker): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** The channel that node:cluster gives to a forked process. */
export function lineAbove(): Line {
  return {
    send: (message) => void process.send?.(message),
    onMessage: (listener) => void process.on('message', listener),
  };
}

export function createWorkerSide(line: Line): WorkerSide {
  const waiting = new Map<number, (text: string) => void>();
  let asks = 0;
  let own: () => Promise<readonly object[]> = () => Promise.resolve([]);
  line.onMessage((message) => {
    if (!isToWorker(message)) return;
    if (message.kind === 'metrics-text') {
      waiting.get(message.ask)?.(message.text);
      return;
    }
    const { round } = message;
    own().then(
      (metrics) => line.send({ kind: 'metrics', round, metrics }),
      () => line.send({ kind: 'metrics', round, metrics: [] }),
    );
  });
  return {
    ready: (ready) => line.send({ kind: 'ready', ...ready }),
    gather: () =>
      new Promise((resolve, reject) => {
        const ask = (asks += 1);
        const end = (): void => {
          clearTimeout(timer);
          waiting.delete(ask);
        };
        const timer = setTimeout(() => {
          end();
          reject(new StoreUnavailable('The other processes do not answer'));
        }, ANSWER_MS);
        waiting.set(ask, (text) => {
          end();
          resolve(text);
        });
        line.send({ kind: 'metrics-asked', ask });
      }),
    answerWith(metrics) {
      own = metrics;
    },
  };
}
