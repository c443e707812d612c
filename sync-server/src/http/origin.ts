/**
 * Whether a request that changes something comes from our own pages. Browsers send Origin with every such request from
 * another site, so one without Origin is no browser's, or an old one's from the same site; Sec-Fetch-Site decides then.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { RequestHandler } from 'express';
import { ProblemError } from './problem.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface OriginPolicy {
  /** The origins under which this request may call us. */
  own(host: string | undefined): readonly string[];
}

/** Without a public address the server is asked under any: then a page's origin must be the very host it asks. */
export function originPolicy(publicUrl: string | undefined): OriginPolicy {
  return {
    own: (host) => {
      if (publicUrl !== undefined) return [publicUrl];
      return host === undefined ? [] : [`http://${host}`];
    },
  };
}

/** Without Origin, only a request that brings a cookie could be one that a foreign page made in someone's name. */
function isForeign(policy: OriginPolicy, headers: IncomingHttpHeaders): boolean {
  if (headers.origin !== undefined) return !policy.own(headers.host).includes(headers.origin);
  const site = headers['sec-fetch-site'];
  return headers.cookie !== undefined && (site === 'cross-site' || site === 'same-site');
}

export function checkOrigin(policy: OriginPolicy): RequestHandler {
  return (req, _res, next) => {
    const refuse = !SAFE.has(req.method) && isForeign(policy, req.headers);
    next(refuse ? new ProblemError('bad-request', 'origin', 403) : undefined);
  };
}
