/** One worker of the model test: runs the seeds it is sent, one after the other; each has this realm's RxDB to itself. */
import 'fake-indexeddb/auto';
import { parentPort } from 'node:worker_threads';
import { runSeed, type RunResult } from './model-run.ts';
import type { Job } from './model-pool.ts';

/** What nobody awaited and failed: noted with the run in which it did. */
const stray: string[] = [];
process.on('unhandledRejection', (error) => {
  stray.push(`E nobody awaited: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
});

async function run({ seed, mutant }: Job): Promise<RunResult> {
  const result = await runSeed(seed, mutant);
  return { ...result, faults: [...result.faults, ...stray.splice(0)] };
}

parentPort?.on('message', (job: Job) => {
  void run(job).then((result) => parentPort?.postMessage(result));
});
