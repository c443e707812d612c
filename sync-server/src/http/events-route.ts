/** `GET /a/<association>/sync/events`: pokes, for as long as the session lives. */
import type { Request, RequestHandler, Response } from 'express';
import type { Poke } from '@communitrak/protocol/events.ts';
import { PROTOCOL_FLOOR } from '@communitrak/protocol/version.ts';
import { createBeats } from './beats.ts';
import type { Beats } from './beats.ts';
import { asMember } from './caller.ts';
import type { Member } from './caller.ts';
import type { HttpParts } from './parts.ts';
import { query } from './request.ts';
import type { Stream } from './streams.ts';

/** Came in the moment of stopping. */
const AFTER_DRAIN_MS = 3000;

/** EventSource cannot set headers, so the protocol comes in the query; an app that names none is not turned away. */
function isTooOld(req: Request): boolean {
  const version = query(req, 'protocol');
  return /^\d{1,6}$/.test(version) && Number(version) < PROTOCOL_FLOOR;
}

async function listen(parts: HttpParts, beats: Beats, who: Member, res: Response): Promise<void> {
  const early: Poke[] = [];
  const state: { stream?: Stream; ended: boolean } = { ended: false };
  // Asked before the stream begins: a stranger gets a problem, not an empty stream.
  const stopListening = await parts.sync.listen(who, {
    poke: (poke) => (state.stream === undefined ? void early.push(poke) : state.stream.poke(poke)),
    end: (reason) => {
      state.ended = true;
      state.stream?.end(reason);
    },
  });
  if (res.destroyed) {
    stopListening();
    return;
  }
  const whenClosed = [stopListening];
  const stream = parts.streams.open(who.sessionId, res, () => whenClosed.forEach((stop) => stop()));
  state.stream = stream;
  whenClosed.push(beats.add(who.sessionId, stream));
  for (const poke of early) stream.poke(poke);
  if (state.ended) stream.end('signed-out');
  else if (parts.isDraining()) stream.moveOn(AFTER_DRAIN_MS);
}

export function eventsRoute(parts: HttpParts): RequestHandler {
  const beats = createBeats(parts.accounts, parts.log);
  return asMember(parts, { device: true }, async (who, req, res) => {
    if (isTooOld(req)) parts.streams.open(who.sessionId, res, () => undefined).end('app-too-old');
    else await listen(parts, beats, who, res);
  });
}
