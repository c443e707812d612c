/** One member's event stream as a device reads it: the pokes that have come, in order. */
import type { Poke } from '@communitrak/protocol/events.ts';
import type { Client } from './test-server.ts';

export interface PokeStream {
  readonly pokes: readonly Poke[];
  /** Everything that came through it. */
  text(): string;
  close(): Promise<void>;
}

const POKE = /event: poke\ndata: (.*)\n\n/g;

/** Resolves with the first poke, which comes at once. */
export async function openPokes(url: string, { cookie, device }: Client): Promise<PokeStream> {
  const stop = new AbortController();
  const answer = await fetch(`${url}?device=${device}`, { headers: { cookie }, signal: stop.signal });
  const reader = answer.body?.getReader();
  if (answer.status !== 200 || reader === undefined) throw new Error(`events: ${answer.status}`);
  const state = { text: '' };
  const pokes: Poke[] = [];
  const decoder = new TextDecoder();
  const take = async (): Promise<boolean> => {
    const { done, value } = await reader.read();
    state.text += decoder.decode(value, { stream: true });
    const all = [...state.text.matchAll(POKE)].map(([, data = '']) => JSON.parse(data) as Poke);
    pokes.push(...all.slice(pokes.length));
    return !done;
  };
  while (pokes.length === 0) if (!(await take())) throw new Error('events ended');
  const reading = (async () => {
    while (await take());
  })().catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  return {
    pokes,
    text: () => state.text,
    async close() {
      stop.abort();
      await reading;
    },
  };
}
