/** Runs seeds of the model four at a time, each worker in a thread: RxDB counts open collections per realm (trap T14). */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { MutantName } from './model-mutants.ts';
import type { RunResult } from './model-run.ts';

export interface Job {
  readonly seed: number;
  readonly mutant: MutantName;
}

const AT_A_TIME = 4;
/** A thread that says nothing for so long hangs without yielding; a run of its own accord ends well before. */
const SILENCE_MS = 300_000;

/** Node 20 gives a worker's first file no loader: this starts one that reads TypeScript, then goes on to ours. */
const LOADER = pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'));
const BOOT = `import(${JSON.stringify(new URL('dist/esm/api/index.mjs', LOADER).href)}).then(({ register }) => {
  register();
  return import(${JSON.stringify(new URL('model-thread.ts', import.meta.url).href)});
});`;

const lost = (seed: number, words: string): RunResult => ({
  seed,
  faults: [`E ${words}`],
  trace: [],
  counts: {},
  ms: 0,
});

function runOn(worker: Worker, job: Job): Promise<RunResult> {
  return new Promise((resolve) => {
    const broke = (error: Error): void =>
      end(lost(job.seed, `the thread broke: ${error.stack ?? error.message}`));
    const left = (code: number): void => end(lost(job.seed, `the thread has ended (${code})`));
    const end = (result: RunResult): void => {
      clearTimeout(timer);
      worker.off('message', end).off('error', broke).off('exit', left);
      resolve(result);
    };
    const timer = setTimeout(() => end(lost(job.seed, 'the thread hangs')), SILENCE_MS);
    worker.on('message', end).on('error', broke).on('exit', left);
    worker.postMessage(job);
  });
}

/** @param onResult as each is finished, in no promised order */
export async function runJobs(
  jobs: readonly Job[],
  onResult: (result: RunResult, job: Job) => void,
): Promise<void> {
  const open = [...jobs];
  const work = async (): Promise<void> => {
    let worker = new Worker(BOOT, { eval: true });
    for (let job = open.shift(); job !== undefined; job = open.shift()) {
      const result = await runOn(worker, job);
      onResult(result, job);
      // What a run leaves open that did not come to its end must not disturb the next.
      if (!result.faults.some((words) => words.startsWith('E '))) continue;
      await worker.terminate();
      worker = new Worker(BOOT, { eval: true });
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: Math.min(AT_A_TIME, jobs.length) }, work));
}
