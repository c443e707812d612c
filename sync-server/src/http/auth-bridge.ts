/**
 * `/api/auth/*`: carries messages between Express and the accounts room, and puts its errors into our one shape. The
 * session's token goes into the cookie; only who is no web page also gets it in a header, for the desktop.
 */
import type { Request as HttpRequest, RequestHandler, Response as HttpResponse } from 'express';
import express from 'express';
import type { ProblemCode } from '@communitrak/protocol/problem.ts';
import { CLIENT_IP_HEADER } from '../accounts/auth.ts';
import type { HttpParts } from './parts.ts';
import { ProblemError } from './problem.ts';
import { jsonBody } from './json-body.ts';

const MAX_BYTES = 16 * 1024;
const TOKEN_HEADER = 'set-auth-token';

/** Headers that the accounts room may read; the client's address is ours to say, whatever the client says. */
function headersOf(req: HttpRequest): Headers {
  const headers = new Headers({ 'content-type': 'application/json', [CLIENT_IP_HEADER]: req.ip ?? '' });
  for (const name of ['cookie', 'authorization', 'origin', 'user-agent'] as const) {
    const value = req.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  return headers;
}

function toRequest(parts: HttpParts, req: HttpRequest): Request {
  const [base = 'http://localhost'] = parts.origins.own(req.headers.host);
  const body: unknown = req.body;
  const hasBody = req.method !== 'GET' && req.method !== 'HEAD';
  return new Request(new URL(req.originalUrl, base), {
    method: req.method,
    headers: headersOf(req),
    ...(hasBody ? { body: JSON.stringify(body ?? {}) } : {}),
  });
}

const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  401: 'wrong-credentials',
  403: 'bad-request',
  404: 'not-found',
  429: 'too-many-requests',
  503: 'unavailable',
};

/** A mistyped address and one too long a password are wrong credentials to whoever types them, and say no more. */
const AS_WRONG = new Set(['INVALID_EMAIL', 'PASSWORD_TOO_LONG', 'INVALID_EMAIL_OR_PASSWORD']);

async function problemFrom(answer: Response): Promise<ProblemError> {
  const body: unknown = await answer.json().catch(() => undefined);
  const code = typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : '';
  if (AS_WRONG.has(code)) return new ProblemError('wrong-credentials');
  if (answer.status >= 500) return new ProblemError('internal');
  return new ProblemError(BY_STATUS[answer.status] ?? 'bad-request');
}

/** The name and address of who signed in, never the token that better-auth repeats in its answer. */
async function accountFrom(answer: Response): Promise<object> {
  const body: unknown = await answer.json().catch(() => undefined);
  if (typeof body !== 'object' || body === null || !('user' in body)) return { ok: true };
  const user: unknown = body.user;
  if (typeof user !== 'object' || user === null) return { ok: true };
  const pick = (field: string): unknown => Object.getOwnPropertyDescriptor(user, field)?.value;
  return { account: { id: pick('id'), name: pick('name'), email: pick('email') } };
}

async function send(answer: Response, req: HttpRequest, res: HttpResponse): Promise<void> {
  for (const line of answer.headers.getSetCookie()) res.append('Set-Cookie', line);
  const retry = answer.headers.get('x-retry-after');
  if (retry !== null) res.set('Retry-After', retry);
  if (!answer.ok) throw await problemFrom(answer);
  const token = answer.headers.get(TOKEN_HEADER);
  // Every page's POST carries an Origin; scripts in a page must not get hold of a token.
  if (token !== null && req.headers.origin === undefined) res.set(TOKEN_HEADER, token);
  res.status(answer.status).json(await accountFrom(answer));
}

export function authBridge(parts: HttpParts): RequestHandler[] {
  const handle: RequestHandler = async (req, res) => {
    res.set('Cache-Control', 'no-store');
    const answer = await parts.accounts.handle(toRequest(parts, req));
    if (answer === undefined) throw new ProblemError('not-found');
    await send(answer, req, res);
  };
  // A sign-out may come without a body, and then without a content type.
  const [isJson, parse] = jsonBody(MAX_BYTES);
  const typed: RequestHandler = (req, res, next) =>
    req.path.endsWith('/sign-out') || isJson === undefined ? next() : isJson(req, res, next);
  return [typed, parse ?? express.json({ limit: MAX_BYTES }), handle];
}
