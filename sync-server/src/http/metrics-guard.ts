/**
 * Who may read /metrics. With METRICS_TOKEN set: whoever sends it as a bearer token, from anywhere. Without: only a
 * program on this very machine that speaks to us directly, so that what a proxy passes on from outside is never let
 * through by accident. Everyone else gets the answer of a path that does not exist.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { ProblemError } from './problem.ts';
import { header } from './request.ts';

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;
/** Set by proxies, each of them by some. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'] as const;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function isDirect(req: Request, publicUrl: string | undefined): boolean {
  if (!LOOPBACK.test(req.socket.remoteAddress ?? '')) return false;
  if (FORWARDED.some((name) => req.headers[name] !== undefined)) return false;
  // A proxy that adds no header of its own often still passes on the name it was asked under.
  return publicUrl === undefined || header(req, 'host') !== new URL(publicUrl).host;
}

function hasToken(req: Request, token: string): boolean {
  const given = /^Bearer (.+)$/i.exec(header(req, 'authorization'))?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(token));
}

export function guardMetrics(token: string | undefined, publicUrl: string | undefined): RequestHandler {
  return (req, _res, next) => {
    const may = token === undefined ? isDirect(req, publicUrl) : hasToken(req, token);
    next(may ? undefined : new ProblemError('not-found'));
  };
}
