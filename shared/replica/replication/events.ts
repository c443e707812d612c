/**
 * The server's pokes. They carry no documents and no positions (trap T4: RxDB would store an event's checkpoint
 * unchecked), and nothing depends on their arriving: a poke only says that a pull is worth while now.
 */
import { COLLECTIONS, type CollectionName } from '@communitrak/domain/core/entity.ts';
import { faultOf, HttpFault, type Http } from '../http.ts';
import { StoppedError, type Gate } from './connection-gate.ts';
import { readEvents, type ServerEvent } from './sse.ts';

export interface EventsOptions {
  readonly http: Http;
  readonly association: string;
  readonly gate: Gate;
  readonly random: () => number;
  /** Empty: all of them. */
  readonly onPoke: (collections: readonly CollectionName[], epoch: number) => void;
}

export interface Events {
  stop(): void;
}

const SILENCE_MS = 90_000;
const RECONNECT_MS = 2000;
const SOONEST_MS = 500;
const LONGEST_MS = 60_000;
/** No time limit on a stream but its silence. */
const NO_LIMIT_MS = 2_000_000_000;

function parsePoke(data: string): { collections: readonly CollectionName[]; epoch: number } {
  try {
    const poke = JSON.parse(data) as { collections?: unknown; epoch?: unknown };
    const named = Array.isArray(poke.collections) ? poke.collections : [];
    return {
      collections: COLLECTIONS.filter((name) => named.includes(name)),
      epoch: typeof poke.epoch === 'number' ? poke.epoch : 0,
    };
  } catch {
    // A poke is only a hint: one that cannot be read hints at everything.
    return { collections: [], epoch: 0 };
  }
}

/** How long to stay away once the stream has ended: what the server said last, or our own. */
interface Return {
  afterMs: number;
}

/** Never in step with other devices, and later after each stream that did not last. */
export function pauseBefore(afterMs: number, failures: number, random: () => number): number {
  const full = Math.min(LONGEST_MS, afterMs * 2 ** Math.min(failures, 5));
  return full / 2 + (full / 2) * random();
}

function handle(options: EventsOptions, event: ServerEvent, back: Return): void {
  if (event.event === 'retry') back.afterMs = Math.max(SOONEST_MS, Number(event.data));
  if (event.event === 'poke') {
    const { collections, epoch } = parsePoke(event.data);
    options.onPoke(collections, epoch);
  }
  // Asked soon: the answer says why, and whether this device is to forget everything.
  if (event.event === 'signed-out') back.afterMs = SOONEST_MS;
  if (event.event === 'app-too-old') options.gate.close('app-too-old');
}

async function connect(options: EventsOptions, signal: AbortSignal, back: Return): Promise<void> {
  const path = `/a/${encodeURIComponent(options.association)}/sync/events`;
  const headers = { accept: 'text/event-stream' };
  const response = await options.gate.pass(async () => {
    const answer = await options.http.send(path, { headers, signal, limitMs: NO_LIMIT_MS });
    if (!answer.ok) throw await faultOf(answer);
    return answer;
  });
  if (response.body === null) throw new HttpFault(0, 'events: no stream');
  await readEvents(response.body, SILENCE_MS, (event) => handle(options, event, back));
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Connects, and again after each end, a little later each time for each device apart. */
export function listenToEvents(options: EventsOptions): Events {
  const controller = new AbortController();
  const { signal } = controller;
  const run = async (): Promise<void> => {
    let failures = 0;
    while (!signal.aborted) {
      const started = performance.now();
      const back: Return = { afterMs: RECONNECT_MS };
      try {
        await connect(options, signal, back);
      } catch (error) {
        if (error instanceof StoppedError) return;
        // The stream broke, or has no place here: the timer's pulls carry on without it.
      }
      failures = performance.now() - started > SILENCE_MS ? 0 : failures + 1;
      await pause(pauseBefore(back.afterMs, failures, options.random), signal);
    }
  };
  void run();
  return { stop: () => controller.abort() };
}
