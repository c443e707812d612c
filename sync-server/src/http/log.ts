/**
 * One line a request: method, path without query, status, time, id. Never a body, a cookie, a header, an address or a
 * name: what is not written cannot leak.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

export type HttpLog = Logger;

export const REQUEST_ID_HEADER = 'x-request-id';

const QUIET = new Set(['/healthz', '/readyz', '/metrics']);

export function pathOf(url: string | undefined): string {
  return (url ?? '').split('?', 1)[0] ?? '';
}

export function requestLog(log: HttpLog): RequestHandler {
  const handler = pinoHttp({
    logger: log,
    quietReqLogger: true,
    genReqId: (_req, res) => {
      const id = randomUUID();
      res.setHeader(REQUEST_ID_HEADER, id);
      return id;
    },
    autoLogging: { ignore: (req: IncomingMessage) => QUIET.has(pathOf(req.url)) },
    customLogLevel: (_req, res, error) => (res.statusCode >= 500 || error !== undefined ? 'warn' : 'debug'),
    serializers: {
      req: (req: { id: unknown; method: unknown; url: string | undefined }) => ({
        id: req.id,
        method: req.method,
        path: pathOf(req.url),
      }),
      res: (res: { statusCode: unknown }) => ({ status: res.statusCode }),
    },
  });
  return (req, res, next) => handler(req, res, next);
}
