/** Errors as HTTP answers them: one shape, a stable code, no stack, nothing about anybody else's documents. */
import type { ErrorRequestHandler, Response } from 'express';
import type { Problem, ProblemCode } from '@communitrak/protocol/problem.ts';
import { NoSuchMember } from '../access/no-such-member.ts';
import { StoreUnavailable } from '../ports/doc-store.ts';
import { FileTooLarge } from '../ports/file-store.ts';
import { BadSignature, GatewayFault, PaymentProblem } from '../payments/payments.ts';
import { NoSuchAssociation } from '../ports/server-writes.ts';
import { REQUEST_ID_HEADER, type HttpLog } from './log.ts';
import { routeLabel } from './metrics.ts';

/** Not all at the same moment again. */
const RETRY_AFTER_SECONDS = { from: 3, spread: 6 };

const comeBackAfter = (): string =>
  String(RETRY_AFTER_SECONDS.from + Math.floor(Math.random() * RETRY_AFTER_SECONDS.spread));

const STATUS: Readonly<Record<ProblemCode, number>> = {
  'bad-json': 400,
  'bad-request': 400,
  'too-large': 413,
  'too-many-rows': 413,
  'unsupported-media-type': 415,
  'signed-out': 401,
  'wipe-asked': 401,
  'not-a-member': 403,
  'cookies-needed': 401,
  'wrong-credentials': 401,
  'not-found': 404,
  'app-too-old': 426,
  'app-too-new': 426,
  'too-many-requests': 429,
  'unsupported-image': 415,
  'hash-mismatch': 400,
  'over-quota': 507,
  'payments-closed': 409,
  'payment-refused': 409,
  'gateway-away': 503,
  unavailable: 503,
  internal: 500,
};

export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly detail: string | undefined;
  readonly status: number;

  /** @param detail names a fault in what the caller itself sent, nothing else. */
  constructor(code: ProblemCode, detail?: string, status: number = STATUS[code]) {
    super(code);
    this.code = code;
    this.detail = detail;
    this.status = status;
  }
}

/** Faults of the server, not of what was asked. */
const OURS: ReadonlySet<ProblemCode> = new Set(['internal', 'unavailable']);

export function sendProblem(res: Response, problem: ProblemError): void {
  const request = res.getHeader(REQUEST_ID_HEADER);
  const body: Problem = {
    problem: problem.code,
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    // Ours to look into: whoever tells of it can say which request it was.
    ...(OURS.has(problem.code) && typeof request === 'string' ? { request } : {}),
  };
  if (problem.code === 'unavailable') res.set('Retry-After', comeBackAfter());
  res.status(problem.status).set('Cache-Control', 'no-store').json(body);
}

/** `type` of the errors that Express's body parser throws. */
const BODY_PROBLEMS: Readonly<Record<string, ProblemCode>> = {
  'entity.too.large': 'too-large',
  'entity.parse.failed': 'bad-json',
  'encoding.unsupported': 'unsupported-media-type',
  'charset.unsupported': 'unsupported-media-type',
  'request.size.invalid': 'bad-request',
};

/** Inherited fields too: http-errors keeps an error's status on its class. */
function fieldOf(error: unknown, field: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, field) : undefined;
}

/** Of the payments room: what it says in a code of its own. */
function paymentProblemOf(error: unknown): ProblemError | undefined {
  if (error instanceof PaymentProblem) return new ProblemError(error.code, error.detail);
  if (error instanceof BadSignature) return new ProblemError('bad-request', 'stripe-signature');
  if (!(error instanceof GatewayFault)) return undefined;
  return error.kind === 'away'
    ? new ProblemError('gateway-away')
    : new ProblemError('payment-refused', error.code);
}

/** What an error means to the caller; undefined when it is our own fault. */
export function problemOf(error: unknown): ProblemError | undefined {
  if (error instanceof ProblemError) return error;
  if (error instanceof StoreUnavailable) return new ProblemError('unavailable');
  if (error instanceof NoSuchMember) return new ProblemError('not-a-member');
  if (error instanceof NoSuchAssociation) return new ProblemError('not-found');
  if (error instanceof FileTooLarge) return new ProblemError('too-large');
  const payment = paymentProblemOf(error);
  if (payment !== undefined) return payment;
  const bodyProblem = BODY_PROBLEMS[String(fieldOf(error, 'type'))];
  if (bodyProblem !== undefined) return new ProblemError(bodyProblem);
  // Express and its body parser mark what the caller did wrong, such as an address that is no valid UTF-8.
  const status = Number(fieldOf(error, 'status'));
  return status >= 400 && status < 500 ? new ProblemError('bad-request', undefined, status) : undefined;
}

/** Last of all middleware. */
export function errorHandler(log: HttpLog): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    // Whoever sent it is gone in the middle: there is nobody to answer, and nothing to repair.
    if (req.destroyed && !req.complete) return;
    const problem = problemOf(error);
    if (problem === undefined)
      log.error({ err: error, path: routeLabel(req.path), id: req.id }, 'request failed');
    if (res.headersSent) {
      // Half an answer cannot be taken back: cut it, so that it is not mistaken for a whole one.
      next(error);
      return;
    }
    sendProblem(res, problem ?? new ProblemError('internal'));
  };
}
