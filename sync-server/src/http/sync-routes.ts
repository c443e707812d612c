/** `/a/<association>/sync/*`: parse, hand to the sync room, answer. No thought of its own. */
import { Router } from 'express';
import type { Request, RequestHandler } from 'express';
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

/** Looked at before the message's shape: another version may well have another shape. */
function checkProtocol(req: Request, options: { readonly oldIsTaken: boolean }): void {
  const version = field(req.body, 'protocol');
  if (typeof version !== 'number') return;
  if (version > PROTOCOL_VERSION) throw new ProblemError('app-too-new');
  if (version < PROTOCOL_FLOOR && !options.oldIsTaken) throw new ProblemError('app-too-old');
}

function pull(parts: HttpParts): RequestHandler {
  return asMember(parts, { device: true }, async (who, req, res) => {
    checkProtocol(req, { oldIsTaken: false });
    const answer = await parts.sync.pullRaw(who, parseBody(PullRequestSchema, req));
    res.type('json').send(answer);
  });
}

/** An old app's rows are taken, as refused with that reason: what was written on it is not lost. */
function push(parts: HttpParts): RequestHandler {
  return asMember(parts, { device: true }, async (who, req, res) => {
    checkProtocol(req, { oldIsTaken: true });
    const rows = field(req.body, 'rows');
    if (Array.isArray(rows) && rows.length > MAX_PUSH_ROWS) {
      throw new ProblemError(
        'too-many-rows',
        `rows: ${String(rows.length)}, at most ${String(MAX_PUSH_ROWS)}`,
      );
    }
    res.json(await parts.sync.push(who, parseBody(PushRequestSchema, req)));
  });
}

function verify(parts: HttpParts): RequestHandler {
  return asMember(parts, { device: true }, async (who, req, res) => {
    checkProtocol(req, { oldIsTaken: false });
    res.json(await parts.sync.verify(who, parseBody(VerifyRequestSchema, req)));
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
