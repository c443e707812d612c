/**
 * The heartbeat of all open event streams of this process: every stream gets one in twenty seconds, and with it its session
 * is looked at again, because another process may have ended it, which cannot reach this stream. A twentieth of the sessions
 * each second, in one question to the store: thousands of streams must not become thousands of questions.
 */
import type { Accounts } from '../accounts/accounts.ts';
import type { HttpLog } from './log.ts';
import type { Stream } from './streams.ts';

const TICK_MS = 1000;
/** A proxy in front cuts a connection that is silent for a minute; the session's end is known so late at the latest. */
const PARTS = 20;

export interface Beats {
  /** @returns takes it out again */
  add(sessionId: string, stream: Stream): () => void;
}

interface Part {
  /** By session. */
  readonly streams: Map<string, Set<Stream>>;
}

async function beat({ streams }: Part, accounts: Pick<Accounts, 'openAmong'>): Promise<void> {
  if (streams.size === 0) return;
  for (const mine of streams.values()) for (const stream of mine) stream.beat();
  const asked = [...streams.keys()];
  const open = await accounts.openAmong(asked);
  // Only those asked about: who came while the store answered is not in its answer.
  for (const sessionId of asked.filter((id) => !open.has(id))) {
    for (const stream of streams.get(sessionId) ?? []) stream.end('signed-out');
  }
}

/** Which part a session belongs to: always the same, so that all its streams are looked at together. */
const partOf = (sessionId: string): number => Number.parseInt(sessionId.slice(0, 8), 16) % PARTS || 0;

export function createBeats(accounts: Pick<Accounts, 'openAmong'>, log: HttpLog): Beats {
  const parts: readonly Part[] = Array.from({ length: PARTS }, () => ({ streams: new Map() }));
  const state: { timer: NodeJS.Timeout | undefined; at: number; streams: number } = {
    timer: undefined,
    at: 0,
    streams: 0,
  };
  const tick = (): void => {
    const part = parts[state.at];
    state.at = (state.at + 1) % PARTS;
    if (part === undefined) return;
    // A store that does not answer just now ends nothing.
    beat(part, accounts).catch((error: unknown) =>
      log.warn({ err: error }, 'event streams were not re-authorised'),
    );
  };
  const remove = (sessionId: string, stream: Stream): void => {
    const streams = parts[partOf(sessionId)]?.streams;
    const mine = streams?.get(sessionId);
    if (mine?.delete(stream) !== true) return;
    if (mine.size === 0) streams?.delete(sessionId);
    state.streams -= 1;
    if (state.streams > 0) return;
    clearInterval(state.timer);
    state.timer = undefined;
  };
  return {
    add(sessionId, stream) {
      const streams = parts[partOf(sessionId)]?.streams;
      const mine = streams?.get(sessionId) ?? new Set();
      streams?.set(sessionId, mine.add(stream));
      state.streams += 1;
      state.timer ??= setInterval(tick, TICK_MS).unref();
      return () => remove(sessionId, stream);
    },
  };
}
