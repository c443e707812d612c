/**
 * A whole replica in a worker thread, asked over its port. RxDB counts open collections per realm (trap T14), so every
 * second replica of a test lives in one of these.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
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

/** Node 20 gives a worker's first file no loader: this starts one that reads TypeScript, then goes on to ours. */
const BOOT = `import(${JSON.stringify(loaderUrl())}).then(({ register }) => {
  register();
  return import(${JSON.stringify(new URL('replica-worker-thread.ts', import.meta.url).href)});
});`;

function loaderUrl(): string {
  const home = createRequire(import.meta.url).resolve('tsx/package.json');
  return new URL('dist/esm/api/index.mjs', pathToFileURL(home)).href;
}

type Unsent = Ask extends infer A ? (A extends { readonly id: number } ? Omit<A, 'id'> : never) : never;

export function startReplicaWorker(options: WorkerOptions): RemoteReplica {
  const worker = new Worker(BOOT, { eval: true, workerData: options });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let last = 0;
  let dead: Error | undefined;
  const die = (error: Error): void => {
    dead ??= error;
    for (const asked of waiting.values()) asked.reject(dead);
    waiting.clear();
  };
  worker.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.ok) asked?.resolve(answer.value);
    else asked?.reject(new Error(answer.message));
  });
  worker.on('error', die);
  worker.on('exit', (code) => die(new Error(`the worker has ended (${String(code)})`)));
  const ask = (message: Unsent): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (dead !== undefined) {
        reject(dead);
        return;
      }
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
      if (how !== 'crash' && dead === undefined) await ask({ kind: 'close' });
      await worker.terminate();
    },
  };
}
