/** Stripe's API over HTTP: key, account, parameters, idempotency, then the endpoint. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { World, Engine } from '../core/world.ts';
import type { Faults, Met, RequestFault } from '../control/faults.ts';
import { expandPath } from './expand.ts';
import { parseForm } from './form.ts';
import type { Raw } from './form.ts';
import { createKeys } from './idempotency.ts';
import type { Keys } from './idempotency.ts';
import { includable } from './includable.ts';
import { ApiProblem, docUrl } from './problems.ts';
import { createRouter } from './router.ts';
import type { Route } from './router.ts';
import { endpoints } from './endpoints.ts';

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly replayed?: boolean;
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
  readonly requestId: string;
  readonly key: string | null;
  readonly headers: IncomingMessage['headers'];
}

const header = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.[0];

function readKey(headers: IncomingMessage['headers']): string {
  const given = header(headers.authorization) ?? '';
  const [scheme = '', value = ''] = given.split(' ');
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return '';
  return Buffer.from(value, 'base64').toString('utf8').split(':')[0] ?? '';
}

function authorize(headers: IncomingMessage['headers']): void {
  const key = readKey(headers);
  if (/^(sk|rk)_test_\w+$/.test(key)) return;
  const message =
    key === ''
      ? "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/."
      : `Invalid API Key provided: ${key.slice(0, 8)}***`;
  throw new ApiProblem(401, { type: 'invalid_request_error', message });
}

function worldOf(engine: Engine, headers: IncomingMessage['headers']): World {
  const account = header(headers['stripe-account']);
  if (account === undefined) return engine.platform;
  const world = engine.world(account);
  if (world !== undefined) return world;
  throw new ApiProblem(403, {
    type: 'invalid_request_error',
    code: 'account_invalid',
    message: `The provided key does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`,
  });
}

function problemBody(problem: ApiProblem, asked: Asked): string {
  const { body } = problem;
  const url = `https://dashboard.stripe.com/test/logs/${asked.requestId}`;
  const doc = body.code === undefined ? {} : { doc_url: docUrl(body.code) };
  return JSON.stringify({ error: { ...doc, ...body, request_log_url: url } }, null, 2);
}

const UNEXPECTED = 'The sandbox made a mistake of its own; it is in its log.';

function toProblem(error: unknown, log: (error: unknown) => void): ApiProblem {
  if (error instanceof ApiProblem) return error;
  log(error);
  return new ApiProblem(500, { type: 'api_error', message: UNEXPECTED });
}

const FAULTS: Partial<Readonly<Record<RequestFault, ApiProblem>>> = {
  conflict: new ApiProblem(409, {
    type: 'invalid_request_error',
    code: 'lock_timeout',
    message:
      'This object cannot be accessed right now because another API request or Stripe process is currently accessing it. If you see this error intermittently, retry the request. If you see this error frequently and are making multiple concurrent requests to a single object, make your requests serially or at a lower rate.',
  }),
  rate: new ApiProblem(429, {
    type: 'invalid_request_error',
    code: 'rate_limit',
    message:
      'Request rate limit exceeded. You can learn more about rate limits here https://stripe.com/docs/rate-limits.',
  }),
  error: new ApiProblem(500, {
    type: 'api_error',
    message: 'An unknown error occurred. If the error persists, please contact support.',
  }),
};

function expandAll(world: World, value: unknown, raw: Readonly<Record<string, Raw>>): unknown {
  const paths = Array.isArray(raw['expand']) ? raw['expand'] : [];
  return paths.reduce<unknown>(
    (sum, path) => (typeof path === 'string' ? expandPath(world, sum, path.split('.'), includable) : sum),
    value,
  );
}

export interface Api {
  handle(req: IncomingMessage, res: ServerResponse, body: string): void;
  /** The API version that the last request named. */
  version(): string | undefined;
}

interface Parts {
  readonly engine: Engine;
  readonly faults: Faults;
  readonly keys: Keys;
  readonly log: (error: unknown) => void;
  readonly route: (method: string, path: string) => Route | undefined;
  /** Before an answer goes out: what was done is in the file. */
  readonly flush: () => void;
}

function run(parts: Parts, world: World, { endpoint, id }: Route, asked: Asked): Answer {
  const raw = parseForm(asked.method === 'POST' ? asked.body : asked.query);
  endpoint.check(raw);
  parts.engine.request = { id: asked.requestId, key: asked.key };
  try {
    const value = expandAll(world, endpoint.answer({ world, id }, raw), raw);
    return { status: 200, body: JSON.stringify(value, null, 2) };
  } finally {
    parts.engine.request = undefined;
  }
}

function runOnce(parts: Parts, world: World, route: Route, asked: Asked): Answer {
  const { key, path } = asked;
  if (key === null || asked.method !== 'POST') return run(parts, world, route, asked);
  const before = parts.keys.before(world, key, path, asked.body);
  if (before !== undefined) return { status: before.status, body: before.body, replayed: true };
  try {
    const answer = run(parts, world, route, asked);
    parts.keys.keep(world, key, { path, status: answer.status, body: answer.body }, asked.body);
    return answer;
  } catch (error) {
    if (error instanceof ApiProblem && error.begun) {
      const body = problemBody(error, asked);
      parts.keys.keep(world, key, { path, status: error.status, body }, asked.body);
    }
    throw error;
  }
}

function answerTo(parts: Parts, asked: Asked): { readonly answer: Answer; readonly world?: World } {
  try {
    authorize(asked.headers);
    const world = worldOf(parts.engine, asked.headers);
    const route = parts.route(asked.method, asked.path);
    if (route !== undefined) return { answer: runOnce(parts, world, route, asked), world };
    throw new ApiProblem(404, {
      type: 'invalid_request_error',
      message: `Unrecognized request URL (${asked.method}: ${asked.path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
    });
  } catch (error) {
    const problem = toProblem(error, parts.log);
    return { answer: { status: problem.status, body: problemBody(problem, asked) } };
  }
}

function send(res: ServerResponse, asked: Asked, answer: Answer): void {
  const version = header(asked.headers['stripe-version']);
  const account = header(asked.headers['stripe-account']);
  res.writeHead(answer.status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(answer.body),
    'Cache-Control': 'no-cache, no-store',
    'Request-Id': asked.requestId,
    ...(version === undefined ? {} : { 'Stripe-Version': version }),
    ...(account === undefined ? {} : { 'Stripe-Account': account }),
    ...(asked.key === null ? {} : { 'Idempotency-Key': asked.key }),
    ...(answer.replayed === true ? { 'Idempotent-Replayed': 'true' } : {}),
  });
  res.end(answer.body);
}

function ask(engine: Engine, req: IncomingMessage, body: string): Asked {
  const [path = '/', query = ''] = (req.url ?? '/').split('?');
  return {
    method: req.method ?? 'GET',
    path,
    query,
    body,
    requestId: engine.newId('req_'),
    key: header(req.headers['idempotency-key']) ?? null,
    headers: req.headers,
  };
}

/** What the fault leaves of the answer. */
function sendLate(parts: Parts, res: ServerResponse, asked: Asked, fault: Met<RequestFault>): void {
  const { answer, world } = answerTo(parts, asked);
  parts.flush();
  const { key } = asked;
  if (fault.action === 'close') {
    res.destroy();
    return;
  }
  if (world !== undefined && key !== null) parts.keys.begin(world, key);
  setTimeout(() => {
    if (world !== undefined && key !== null) parts.keys.end(world, key);
    send(res, asked, answer);
  }, fault.milliseconds);
}

function handle(parts: Parts, res: ServerResponse, asked: Asked): void {
  const fault = parts.faults.request(`${asked.method} ${asked.path}`);
  if (fault?.action === 'hang') return;
  const refusal = fault === undefined ? undefined : FAULTS[fault.action];
  if (refusal !== undefined) {
    send(res, asked, { status: refusal.status, body: problemBody(refusal, asked) });
  } else if (fault !== undefined) sendLate(parts, res, asked, fault);
  else {
    const { answer } = answerTo(parts, asked);
    parts.flush();
    send(res, asked, answer);
  }
}

export function createApi(given: Omit<Parts, 'keys' | 'route'>): Api {
  const parts: Parts = { ...given, keys: createKeys(), route: createRouter(endpoints) };
  const state: { version: string | undefined } = { version: undefined };
  return {
    version: () => state.version,
    handle: (req, res, body) => {
      const asked = ask(parts.engine, req, body);
      state.version = header(req.headers['stripe-version']) ?? state.version;
      handle(parts, res, asked);
    },
  };
}
