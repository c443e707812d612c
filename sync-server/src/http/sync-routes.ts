/** `/a/<association>/sync/*`: parse, hand to the sync room, answer. No thought of its own. */
import { Router } from 'express';
import type { Request, RequestHandler } from 'express';
import {
  answerDiffers,
  downgradeAnswer,
  upgradeRequest,
  type Message,
} from '@communitrak/protocol/history.ts';
import { MAX_PUSH_BYTES, MAX_PUSH_ROWS, PushRequestSchema } from '@communitrak/protocol/push.ts';
import { PullRequestSchema } from '@communitrak/protocol/pull.ts';
import { VerifyRequestSchema } from '@communitrak/protocol/verify.ts';
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { asMember } from './caller.ts';
import { eventsRoute } from './events-route.ts';
import { jsonBody, parseBody } from './json-body.ts';
import type { HttpParts } from './parts.ts';
import { ProblemError } from './problem.ts';

/** Fits twelve tokens, or a full page of ids and hashes. */
const MAX_PULL_BYTES = 1024 * 1024;

function field(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null
    ? Object.getOwnPropertyDescriptor(body, name)?.value
    : undefined;
}

/**
 * Looked at before the message's shape: another version may well have another shape. The version before is brought up
 * here, and nothing behind this door knows of it.
 * @returns the version that was spoken; the current one for a message that names none, which the parser will refuse
 */
function spoken(req: Request, message: Message): number {
  const version = field(req.body, 'protocol');
  if (typeof version !== 'number' || !Number.isInteger(version)) return PROTOCOL_VERSION;
  if (version > PROTOCOL_VERSION) throw new ProblemError('app-too-new');
  // An old app's rows are taken, as refused with that reason: what was written on it is not lost.
  if (version < PROTOCOL_FLOOR && message !== 'push') throw new ProblemError('app-too-old');
  if (version >= PROTOCOL_FLOOR) req.body = upgradeRequest(message, version, req.body);
  return Math.max(version, PROTOCOL_FLOOR);
}

function pull(parts: HttpParts): RequestHandler {
  return asMember(parts, { device: true }, async (who, req, res) => {
    const version = spoken(req, 'pull');
    const request = parseBody(PullRequestSchema, req);
    if (answerDiffers('pull', version)) {
      res.json(downgradeAnswer('pull', version, await parts.sync.pull(who, request)));
    } else {
      res.type('json').send(await parts.sync.pullRaw(who, request));
    }
  });
}

function push(parts: HttpParts): RequestHandler {
  return asMember(parts, { device: true }, async (who, req, res) => {
    const version = spoken(req, 'push');
    const rows = field(req.body, 'rows');
    if (Array.isArray(rows) && rows.length > MAX_PUSH_ROWS) {
      throw new ProblemError(
        'too-many-rows',
        `rows: ${String(rows.length)}, at most ${String(MAX_PUSH_ROWS)}`,
      );
    }
    const answer = await parts.sync.push(who, parseBody(PushRequestSchema, req));
    res.json(downgradeAnswer('push', version, answer));
  });
}

function verify(parts: HttpParts): RequestHandler {
  return asMember(parts, { device: true }, async (who, req, res) => {
    const version = spoken(req, 'verify');
    const answer = await parts.sync.verify(who, parseBody(VerifyRequestSchema, req));
    res.json(downgradeAnswer('verify', version, answer));
  });
}

/** Answers are about one member at one moment: nothing on the way may keep them. */
export const neverStored: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};

export function syncRoutes(parts: HttpParts): Router {
  const router = Router({ mergeParams: true });
  router.use(neverStored);
  router.post('/pull', jsonBody(MAX_PULL_BYTES), pull(parts));
  router.post('/push', jsonBody(MAX_PUSH_BYTES), push(parts));
  router.post('/verify', jsonBody(MAX_PULL_BYTES), verify(parts));
  router.get('/events', eventsRoute(parts));
  return router;
}
