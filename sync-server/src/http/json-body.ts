/** Bodies of messages: JSON of a bounded size, and of the message's shape, or a problem that says which of these not. */
import express from 'express';
import type { Request, RequestHandler } from 'express';
import type { Static, TSchema } from 'typebox';
import { parseShape } from '@communitrak/protocol/parse.ts';
import { ProblemError } from './problem.ts';

/** @param limit bytes, after decompression. */
export function jsonBody(limit: number): RequestHandler[] {
  const isJson: RequestHandler = (req, _res, next) => {
    next(req.is('application/json') === false ? new ProblemError('unsupported-media-type') : undefined);
  };
  return [isJson, express.json({ limit, type: 'application/json' })];
}

export function parseBody<S extends TSchema>(schema: S, req: Request): Static<S> {
  const body: unknown = req.body;
  const parsed = parseShape(schema, body);
  if (!parsed.ok) throw new ProblemError('bad-request', parsed.detail);
  return parsed.value;
}
