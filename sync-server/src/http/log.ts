/**
 * One line a request: method, route, status, time, id, and the association once its member is known. Never a body, a
 * cookie, a header, an address, a name, or a path as it was sent (anybody can write anything into one): what is not
 * written cannot leak.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { routeLabel } from './metrics.ts';
import { safeError } from './safe-error.ts';

export type HttpLog = Logger;

export const REQUEST_ID_HEADER = 'x-request-id';

/** What proxies give (nginx 32 hex digits, others a UUID); anything else could be words of whoever sent it. */
const WELL_FORMED = /^[0-9a-f][0-9a-f-]{14,62}[0-9a-f]$/;

const QUIET = new Set(['/healthz', '/readyz', '/metrics']);

export function pathOf(url: string | undefined): string {
  return (url ?? '').split('?', 1)[0] ?? '';
}

/** Set by whoever has settled that the caller belongs to it. */
function associationOf(res: object): { readonly association?: string } {
  const locals: unknown = 'locals' in res ? res.locals : undefined;
  const known = typeof locals === 'object' && locals !== null && 'association' in locals;
  return known && typeof locals.association === 'string' ? { association: locals.association } : {};
}

export function requestLog(log: HttpLog): RequestHandler {
  const handler = pinoHttp({
    logger: log,
    quietReqLogger: true,
    genReqId: (req, res) => {
      const given = req.headers[REQUEST_ID_HEADER];
      const id = typeof given === 'string' && WELL_FORMED.test(given) ? given : randomUUID();
      res.setHeader(REQUEST_ID_HEADER, id);
      return id;
    },
    autoLogging: { ignore: (req: IncomingMessage) => QUIET.has(pathOf(req.url)) },
    customLogLevel: (_req, res, error) => (res.statusCode >= 500 || error !== undefined ? 'warn' : 'debug'),
    customProps: (_req, res) => associationOf(res),
    serializers: {
      err: (error: unknown) => safeError(error),
      req: (req: { id: unknown; method: unknown; url: string | undefined }) => ({
        id: req.id,
        method: req.method,
        path: routeLabel(pathOf(req.url)),
      }),
      res: (res: { statusCode: unknown }) => ({ status: res.statusCode }),
    },
  });
  return (req, res, next) => handler(req, res, next);
}
