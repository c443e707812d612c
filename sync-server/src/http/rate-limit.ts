/**
 * Bounds what one session and one client may ask in a minute. Generous: a first sync of a large association is a few
 * dozen requests. Counted in this process only; what must be counted everywhere (sign-in) is counted in the store.
 */
import { createHash } from 'node:crypto';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Request, RequestHandler } from 'express';
import type { RateLimits } from './parts.ts';
import { ProblemError } from './problem.ts';

const MINUTE_MS = 60_000;

const clientOf = (req: Request): string => ipKeyGenerator(req.ip ?? '');

function sessionOf(req: Request): string {
  const credential = req.headers.authorization ?? req.headers.cookie;
  if (credential === undefined) return clientOf(req);
  return createHash('sha256').update(credential).digest('base64');
}

function limiter(limit: number, keyGenerator: (req: Request) => string): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit,
    keyGenerator,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    handler: (_req, _res, next) => next(new ProblemError('too-many-requests')),
  });
}

export function limitRequests(limits: RateLimits): RequestHandler[] {
  return [limiter(limits.perClient, clientOf), limiter(limits.perSession, sessionOf)];
}
