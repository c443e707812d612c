/**
 * Work done now and then beside answering. One run of a job at a time, and by one process of several where their leases
 * say so; a run that fails is said and tried again later.
 */
import type { Logger } from 'pino';
import type { Leases } from './ports/leases.ts';

export interface Job {
  readonly name: string;
  readonly everyMs: number;
  /**
   * Right also when another process runs it at the same moment. Ends early when the signal says so.
   * @returns how many things it dealt with; only a number above 0 is worth a line.
   */
  run(signal: AbortSignal): Promise<number>;
}

/** The first run comes a little after the start, so that a restart under load is not made heavier. */
const FIRST_MS = 5 * 60_000;
/** Done by another process within this part of its interval: done. */
const FRESH = 0.9;

function startJob(log: Logger, job: Job, leases: Leases): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  const run = async (): Promise<void> => {
    try {
      const count = await leases.run(job.name, job.everyMs * FRESH, (signal) => job.run(signal));
      if (count !== undefined && count > 0) log.info({ job: job.name, count }, 'job done');
    } catch (error) {
      log.warn({ job: job.name, err: error }, 'job failed; it will be tried again');
    }
    schedule(job.everyMs);
  };
  const schedule = (ms: number): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = run();
    }, ms).unref();
  };
  schedule(Math.min(FIRST_MS, job.everyMs));
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}

/** @returns how to stop them: no new run begins, and the present one is waited for. */
export function startJobs(log: Logger, jobs: readonly Job[], leases: Leases): () => Promise<void> {
  const stops = jobs.map((job) => startJob(log, job, leases));
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}
