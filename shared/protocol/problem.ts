/**
 * What HTTP answers when it does not answer: one shape, stable codes. Screens put the code into words; `detail` names
 * the place of a fault in what the caller itself sent, and never anything else.
 */
export const PROBLEM_CODES = [
  'bad-json', // the body is not JSON
  'bad-request', // the body does not have the message's shape; detail says where
  'too-large', // the body is larger than the message allows
  'too-many-rows', // more rows than one push takes
  'unsupported-media-type',
  'signed-out', // no session, or one that has ended
  'wipe-asked', // the session was ended from elsewhere by its member, who asked that this device forget everything
  'not-a-member', // signed in, but with no place in this association (or there is none: the same)
  'cookies-needed', // sign-in succeeded without the browser keeping the cookie
  'wrong-credentials',
  'not-found',
  'app-too-old', // 426: below the protocol floor
  'app-too-new', // 426: above this server's version
  'too-many-requests',
  'unsupported-image', // a file that claims to be an image and is none, or is beyond the limits
  'hash-mismatch', // the file's bytes do not have the hash in the address
  'over-quota',
  'payments-closed', // the association cannot take payments through the gateway now, or not yet
  'payment-refused', // this payment is not to be paid so, or not any more; detail says which refusal
  'gateway-away', // the payment gateway does not answer; try again later
  'unavailable', // store not reachable; try again later
  'internal',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

export interface Problem {
  readonly problem: ProblemCode;
  readonly detail?: string;
  /**
   * The request's id in the server's log, for a member to quote when the fault is the server's (5xx). Every answer has
   * it as the header `x-request-id`; other problems do not repeat it, so that two answers which must not differ do not.
   */
  readonly request?: string;
}

export function isProblem(value: unknown): value is Problem {
  if (typeof value !== 'object' || value === null || !('problem' in value)) return false;
  return (PROBLEM_CODES as readonly unknown[]).includes(value.problem);
}
