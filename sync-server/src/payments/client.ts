/**
 * The `stripe` package, met here and nowhere else: made with one pinned version of the API, asked with options under their
 * exact names, and its errors sorted by what they mean to a payment. What is said here of an error never holds what a person
 * entered.
 */
import Stripe from 'stripe';

export type { Stripe };

/** The version whose objects are read here. Raised together with the package, and with the endpoints' own at Stripe. */
export const API_VERSION = '2026-10-28.endive';
/** Longer than Stripe ever takes to answer; a worker that waits holds up only itself. */
const TIMEOUT_MS = 30_000;
/** By the package itself, under the same idempotency key. */
const RETRIES = 2;
/** Seconds by which a webhook's signature may be old: Stripe's own default. */
const TOLERANCE_S = 300;

export interface StripeConfig {
  readonly secretKey: string;
  /** Of the platform's endpoint and of the connected accounts' endpoint. */
  readonly webhookSecret: string;
  readonly connectWebhookSecret: string;
  /** Another address than Stripe's own: `http://127.0.0.1:12111`. */
  readonly apiBase: string | undefined;
}

/** Where the API answers, in the package's own words. */
export function placeOf(apiBase: string): { host: string; port: string; protocol: 'http' | 'https' } {
  const { hostname, port, protocol } = new URL(apiBase);
  const isPlain = protocol === 'http:';
  const usual = isPlain ? '80' : '443';
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port || usual,
    protocol: isPlain ? 'http' : 'https',
  };
}

export function createClient(
  { secretKey, apiBase }: Pick<StripeConfig, 'secretKey' | 'apiBase'>,
  timeoutMs = TIMEOUT_MS,
): Stripe {
  return new Stripe(secretKey, {
    apiVersion: API_VERSION,
    timeout: timeoutMs,
    maxNetworkRetries: RETRIES,
    telemetry: false,
    ...(apiBase === undefined ? {} : placeOf(apiBase)),
  });
}

export interface Options {
  stripeAccount?: string;
  idempotencyKey?: string;
}

/**
 * The second argument of a call, never merged into the first, where an option would be sent as a parameter.
 * @param account of the association; '' for the platform's own
 */
export function optionsOf(account: string, idempotencyKey?: string): Options {
  return {
    ...(account === '' ? {} : { stripeAccount: account }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  };
}

/**
 * - declined: the bank or the card said no, and nothing was charged
 * - no: Stripe will never do it, as it was asked
 * - gone: the account is no longer connected, or what was named is not there
 * - away: nobody knows whether it was done; it is asked again, or looked up
 */
export type FaultKind = 'declined' | 'no' | 'gone' | 'away';

export class GatewayFault extends Error {
  override readonly name = 'GatewayFault';
  readonly kind: FaultKind;
  readonly code: string;
  readonly declineCode: string;
  /** Of the intent that an attempt has left behind; ''. */
  readonly intent: string;
  /** The parameter at fault; ''. */
  readonly param: string;

  constructor(kind: FaultKind, code: string, declineCode = '', intent = '', param = '') {
    super(`Stripe: ${kind} ${code}`);
    this.kind = kind;
    this.code = code;
    this.declineCode = declineCode;
    this.intent = intent;
    this.param = param;
  }
}

const { errors } = Stripe;
const plain = (code: string | undefined, otherwise: string): string =>
  code !== undefined && /^[a-z0-9_]{1,80}$/.test(code) ? code : otherwise;

function kindOf(error: InstanceType<typeof errors.StripeError>): FaultKind {
  if (error instanceof errors.StripeCardError) return 'declined';
  if (error instanceof errors.StripePermissionError || error.statusCode === 404) return 'gone';
  // The same key with other parameters: what the first has done is looked up.
  if (error instanceof errors.StripeIdempotencyError) return 'away';
  return error instanceof errors.StripeInvalidRequestError && error.statusCode === 400 ? 'no' : 'away';
}

/** Anything that a call rejects with; what is not Stripe's stays what it is. */
export function faultOf(error: unknown): unknown {
  if (!(error instanceof errors.StripeError)) return error;
  const code = plain(error.code, plain(error.rawType, 'no_answer'));
  const intent = error.payment_intent?.id ?? '';
  const declineCode = plain(error.decline_code, '');
  return new GatewayFault(kindOf(error), code, declineCode, intent, plain(error.param, ''));
}

/** @throws GatewayFault */
export async function asked<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw faultOf(error);
  }
}

/** @throws GatewayFault; undefined when there is no such object */
export async function found<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await asked(call);
  } catch (error) {
    if (error instanceof GatewayFault && error.kind === 'gone' && error.code === 'resource_missing')
      return undefined;
    throw error;
  }
}

export class BadSignature extends Error {
  override readonly name = 'BadSignature';
}

/**
 * The event of a webhook whose signature is right and not too old.
 * @param body as it came, byte by byte
 * @throws BadSignature
 */
export async function readEvent(
  client: Stripe,
  body: Buffer,
  signature: string,
  secret: string,
): Promise<Stripe.Event> {
  try {
    return await client.webhooks.constructEventAsync(body, signature, secret, TOLERANCE_S);
  } catch {
    throw new BadSignature('The signature is not right, or it is too old');
  }
}
