/**
 * A device that goes on pushing whatever happens to it, as a replica does: the same row again, after a while, to whichever
 * server answers, until there is a verdict. Remembers what was acknowledged, and how often an answer never came.
 */
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { createComment } from '@communitrak/domain/requests/index.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { aRequest } from '@communitrak/testkit/builders.ts';
import type { SmallAssociation } from '@communitrak/testkit/builders.ts';
import { v7 } from 'uuid';
import type { Client } from './test-server.ts';

export interface Pusher {
  /** So many writes, one after the other: requests and comments on them by turns. */
  push(writes: number): Promise<void>;
  /** Unhurriedly, until told to stop; what is under way then is still brought to its end. */
  keepPushing(paceMs: number): Promise<void>;
  readonly acknowledged: Map<string, Envelope>;
  /** Pushes that broke off or were answered 5xx, and were sent again. */
  troubled(): number;
  inFlight(): boolean;
  stop(): void;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function verdictIn({ status, body }: Answer): string | undefined {
  if (status !== 200) return undefined;
  return (body as { rows: { verdict: string }[] }).rows[0]?.verdict;
}

/** @param clients the same session at each server that may be asked; the next one after each trouble */
export function createPusher(small: SmallAssociation, clients: readonly Client[], limitMs: number): Pusher {
  const acknowledged = new Map<string, Envelope>();
  const state = { troubled: 0, flying: 0, turn: 0, stopped: false };
  const by = small.people.head.principal;

  const once = async (row: object): Promise<string | undefined> => {
    const client = clients[state.turn % clients.length];
    if (client === undefined) throw new Error('no server to ask');
    const message = { protocol: PROTOCOL_VERSION, collection: 'cases', rows: [row] };
    state.flying += 1;
    try {
      const limit = AbortSignal.timeout(limitMs);
      return verdictIn(await client.inAssociation('POST', '/sync/push', message, { signal: limit }));
    } catch {
      return undefined;
    } finally {
      state.flying -= 1;
    }
  };
  const send = async (doc: Envelope): Promise<void> => {
    const row = { assumed: null, next: toWire(doc, false) };
    for (;;) {
      const verdict = await once(row);
      if (verdict === 'ok') {
        acknowledged.set(doc.id, doc);
        return;
      }
      if (verdict !== undefined && verdict !== 'retry') throw new Error(`${doc.id}: ${verdict}`);
      state.troubled += 1;
      state.turn += 1;
      await pause(100 + Math.random() * 400);
    }
  };
  const write = async (writes: number): Promise<void> => {
    for (let left = writes; left > 0; left -= 2) {
      const request = aRequest(
        { title: `Lamp ${left}` },
        { by, household: 'h1', newId: v7, now: Date.now() },
      );
      await send(request);
      const input = { by, request, text: 'It flickers.', files: [] };
      if (left > 1) await send(createComment(input, Date.now(), v7));
    }
  };
  return {
    acknowledged,
    troubled: () => state.troubled,
    inFlight: () => state.flying > 0,
    stop: () => {
      state.stopped = true;
    },
    push: write,
    async keepPushing(paceMs) {
      while (!state.stopped) {
        await write(2);
        await pause(paceMs);
      }
    },
  };
}
