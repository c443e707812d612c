/**
 * A whole replica in a worker thread, asked over its port. RxDB counts open collections per realm (trap T14), so every
 * second replica of a test lives in one of these.
 */
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type {
  Answer,
  Ask,
  CommandAnswer,
  CommandArgs,
  CommandName,
  QueryAnswer,
  QueryArgs,
  QueryName,
  WorkerOptions,
} from './replica-worker-table.ts';

export interface RemoteReplica {
  command<N extends CommandName>(name: N, ...args: CommandArgs<N>): Promise<CommandAnswer<N>>;
  /** The first snapshot that fits; fails with the last one seen. */
  waitFor<N extends QueryName>(
    name: N,
    args: QueryArgs<N>,
    fits: (snapshot: QueryAnswer<N>) => boolean,
    limitMs?: number,
  ): Promise<QueryAnswer<N>>;
  /** What its requests meet from now on. */
  online(online: boolean): Promise<void>;
  reopen(): Promise<void>;
  /** Ends the thread; with `crash`, without closing anything first. */
  stop(how?: 'crash'): Promise<void>;
}

const LOOK_EVERY_MS = 15;

type Unsent = Ask extends infer A ? (A extends { readonly id: number } ? Omit<A, 'id'> : never) : never;

export function startReplicaWorker(options: WorkerOptions): RemoteReplica {
  const file = fileURLToPath(new URL('replica-worker-thread.ts', import.meta.url));
  const worker = new Worker(file, { workerData: options, execArgv: ['--import', 'tsx'] });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let last = 0;
  worker.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.ok) asked?.resolve(answer.value);
    else asked?.reject(new Error(answer.message));
  });
  worker.on('error', (error: Error) => {
    for (const asked of waiting.values()) asked.reject(error);
    waiting.clear();
  });
  const ask = (message: Unsent): Promise<unknown> =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      worker.postMessage({ id: last, ...message });
    });
  return {
    command: async (name, ...args) => (await ask({ kind: 'command', name, args })) as never,
    async waitFor(name, args, fits, limitMs = 15_000) {
      const end = performance.now() + limitMs;
      for (;;) {
        const snapshot = (await ask({ kind: 'query', name, args })) as never;
        if (snapshot !== undefined && fits(snapshot)) return snapshot;
        if (performance.now() > end) throw new Error(`${name} never came; last: ${JSON.stringify(snapshot)}`);
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
    },
    online: async (online) => void (await ask({ kind: 'online', online })),
    reopen: async () => void (await ask({ kind: 'reopen' })),
    async stop(how) {
      if (how !== 'crash') await ask({ kind: 'close' });
      await worker.terminate();
    },
  };
}
