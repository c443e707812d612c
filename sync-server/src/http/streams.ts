/**
 * Open event streams by session, so that one ends the moment its session does. What is poked through them is the sync
 * room's business.
 */
import type { Response } from 'express';
import type { Poke } from '@communitrak/protocol/events.ts';
import { BEGUN } from './overload.ts';

/** A browser's tabs share one replica, so more than a few streams of one session is a fault in a client. */
const MAX_PER_SESSION = 20;
/** A client that does not read: its pokes would pile up here for nothing, it syncs by itself when it is back. */
const MAX_UNREAD_BYTES = 64 * 1024;

/** After a deploy thousands come back: over so long, and not before a new process is likely to be there. */
const SOONEST_BACK_MS = 1000;
const SPREAD_MS = 9000;

export interface Stream {
  poke(poke: Poke): void;
  beat(): void;
  /** The reason is the last event; without one the client connects again. */
  end(reason?: 'signed-out' | 'app-too-old'): void;
  /** Ends it; the client connects again, to another process, after so long. */
  moveOn(afterMs: number): void;
}

export interface Streams {
  open(sessionId: string, res: Response, onClose: () => void): Stream;
  endSession(sessionId: string): void;
  /** Each is told a time of its own to come back, so that they do not all come at once. */
  endAll(): void;
  readonly count: () => number;
}

function begin(res: Response): void {
  res.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
  res.flushHeaders();
  res.emit(BEGUN);
  res.write('retry: 3000\n\n');
}

function createStream(res: Response): Stream {
  const write = (text: string): void => {
    if (res.writableEnded || res.destroyed) return;
    res.write(text);
    if (res.writableLength > MAX_UNREAD_BYTES) res.destroy();
  };
  return {
    poke: (poke) => write(`event: poke\ndata: ${JSON.stringify(poke)}\n\n`),
    beat: () => write(': beat\n\n'),
    end: (reason) => {
      if (reason !== undefined) write(`event: ${reason}\ndata: {}\n\n`);
      if (!res.writableEnded) res.end();
    },
    moveOn: (afterMs) => {
      write(`retry: ${String(Math.round(afterMs))}\n\n`);
      if (!res.writableEnded) res.end();
    },
  };
}

/** @param random from 0 to 1 */
export function createStreams(random: () => number = Math.random): Streams {
  const open = new Map<string, Set<Stream>>();
  const forget = (sessionId: string, stream: Stream): void => {
    const mine = open.get(sessionId);
    mine?.delete(stream);
    if (mine?.size === 0) open.delete(sessionId);
  };
  return {
    open(sessionId, res, onClose) {
      begin(res);
      const stream = createStream(res);
      const mine = open.get(sessionId) ?? new Set();
      open.set(sessionId, mine.add(stream));
      if (mine.size > MAX_PER_SESSION) [...mine][0]?.end();
      res.once('close', () => {
        forget(sessionId, stream);
        onClose();
      });
      return stream;
    },
    endSession: (sessionId) => open.get(sessionId)?.forEach((stream) => stream.end('signed-out')),
    endAll: () => {
      for (const mine of open.values()) {
        for (const stream of mine) stream.moveOn(SOONEST_BACK_MS + random() * SPREAD_MS);
      }
    },
    count: () => [...open.values()].reduce((sum, mine) => sum + mine.size, 0),
  };
}
