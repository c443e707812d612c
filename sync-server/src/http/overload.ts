/**
 * More than a process can answer is better refused at once than answered too late: after a deploy, after an all-hands
 * post, while the store is slow. Whoever is refused comes back after a time of their own (Retry-After, and the replica's
 * jitter). Counts what is being answered; an open event stream and a file on its way wait for others, not for us.
 */
import type { Request, RequestHandler } from 'express';
import { ProblemError } from './problem.ts';

/** Emitted on a response that has begun and goes on for hours. */
export const BEGUN = 'communitrak:begun';

const FILE = /\/files\//;

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** @param limit requests answered at one moment */
export function shedLoad(limit: number): RequestHandler {
  const answering = new Set<object>();
  return (req, res, next) => {
    if (FILE.test(req.path)) return next();
    if (answering.size >= limit) return next(new ProblemError('unavailable', 'busy'));
    const count = (): void => void answering.add(res);
    // A body comes as slowly as its sender likes: until it is here, it keeps nobody else from being answered.
    if (hasBody(req)) req.once('end', count);
    else count();
    const done = (): void => void answering.delete(res);
    res.once('close', done).once(BEGUN, done);
    return next();
  };
}
