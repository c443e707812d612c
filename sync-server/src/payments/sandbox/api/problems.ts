/** What Stripe says when it refuses: https://docs.stripe.com/api/errors, worded as its API words it. */
import type { PaymentIntent, PaymentMethod, SetupIntent } from '../core/records.ts';

export interface ProblemBody {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly param?: string;
  readonly decline_code?: string;
  readonly charge?: string;
  readonly payment_intent?: PaymentIntent;
  readonly setup_intent?: SetupIntent;
  readonly payment_method?: PaymentMethod;
}

/** Ends a request with an answer of this status and body. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly body: ProblemBody;
  /** The work had begun: the same key gets the same answer. */
  readonly begun: boolean;

  constructor(status: number, body: ProblemBody, begun = false) {
    super(body.message);
    this.status = status;
    this.body = body;
    this.begun = begun;
  }
}

export const docUrl = (code: string): string =>
  `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`;

/** 400 invalid_request_error. */
export function invalid(message: string, param?: string, code?: string): ApiProblem {
  return new ApiProblem(400, {
    type: 'invalid_request_error',
    message,
    ...(code === undefined ? {} : { code }),
    ...(param === undefined ? {} : { param }),
  });
}

/**
 * Nothing of that id in this world.
 * @param param 'id' when the id stands in the path: 404; a parameter's name: 400
 */
export function missing(kind: string, id: string, param = 'id'): ApiProblem {
  const body: ProblemBody = {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${kind}: '${id}'`,
    param,
  };
  return new ApiProblem(param === 'id' ? 404 : 400, body);
}

/** What was looked for, or the refusal that names it. */
export function found<T>(value: T | undefined, kind: string, id: string, param?: string): T {
  if (value === undefined) throw missing(kind, id, param);
  return value;
}
