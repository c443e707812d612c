/** Work that nobody waits for, except who closes: failures are logged, and everything under way can be awaited. */
import type { SyncLog } from './sync-service.ts';

export class Background {
  readonly #log: SyncLog;
  readonly #running = new Set<Promise<void>>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #closed = false;

  constructor(log: SyncLog) {
    this.#log = log;
  }

  start(what: string, work: () => Promise<void>): void {
    if (this.#closed) return;
    const run = work().catch((error: unknown) =>
      this.#log.warn({ error }, `${what} failed; tried again later`),
    );
    this.#running.add(run);
    void run.finally(() => this.#running.delete(run));
  }

  later(ms: number, what: string, work: () => Promise<void>): void {
    if (this.#closed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.start(what, work);
    }, ms).unref();
    this.#timers.add(timer);
  }

  /** Resolves when nothing runs; what is put off for later is not waited for. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    await this.idle();
  }
}
