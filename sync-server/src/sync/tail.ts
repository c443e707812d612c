/**
 * Keeps a view up with its association by longpoll, as long as somebody listens. What others write shows here within
 * milliseconds; the store's absence is waited out, and a view the store no longer knows is built anew.
 */
import { SeqRefused, type Database } from '../ports/doc-store.ts';
import type { SyncLog } from './sync-service.ts';
import type { Held, Views } from './views.ts';

const WAIT_MS = 25_000;
const ROWS = 1000;
const BACK_OFF_MS = 500;
const LONGEST_BACK_OFF_MS = 15_000;

export interface TailOptions {
  readonly views: Views;
  readonly database: Database;
  readonly association: string;
  readonly log: SyncLog;
  /** Called whenever a view was built anew: what changed meanwhile is unknown. */
  readonly onRebuilt: () => void;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}

async function follow({ database }: TailOptions, { view }: Held, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const since = view.seq;
    const page = await database.feed.read({ since, bodies: true, limit: ROWS, waitMs: WAIT_MS, signal });
    // A pull may have read on meanwhile; then these rows are known, and reading starts again from there.
    view.ingest(since, page);
  }
}

/** @param first the view to begin with; the tail releases it */
export function startTail(options: TailOptions, first: Held): () => Promise<void> {
  const { views, association, log, onRebuilt } = options;
  const ending = new AbortController();
  const { signal } = ending;

  const again = async (failures: number): Promise<Held | undefined> => {
    await pause(Math.min(BACK_OFF_MS * 2 ** failures, LONGEST_BACK_OFF_MS), signal);
    if (signal.aborted) return undefined;
    return views.hold(association).catch((error: unknown) => {
      log.warn({ association, error }, 'a view could not be followed; tried again');
      return undefined;
    });
  };
  const run = async (): Promise<void> => {
    let held: Held | undefined = first;
    for (let failures = 0; !signal.aborted; failures += 1) {
      if (held === undefined) {
        held = await again(failures);
        if (held !== undefined) onRebuilt();
        continue;
      }
      const since = held.view.seq;
      try {
        await follow(options, held, signal);
      } catch (error) {
        if (!signal.aborted) log.warn({ association, error }, 'the feed broke off; read again');
        if (error instanceof SeqRefused) views.discard(association, held.view);
        if (held.view.seq !== since) failures = 0;
      }
      held.release();
      held = undefined;
    }
    held?.release();
  };
  const running = run();
  return () => {
    ending.abort();
    return running;
  };
}
