/**
 * One HTTP request to CouchDB through nano, with a deadline, a cancel that reaches the socket, and errors of three
 * kinds: StoreUnavailable (try again later), CouchRefused (a 4xx whose meaning the caller knows), the caller's abort.
 * Knows nothing of what is asked.
 */
import { setMaxListeners } from 'node:events';
import nano from 'nano';
import { StoreUnavailable } from '../../ports/doc-store.ts';
import { isRecord } from './couch-json.ts';

export interface CouchCall {
  readonly db?: string;
  /** Below the database or the root, already encoded. */
  readonly path?: string;
  readonly method?: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  /** JSON text. Bytes, because nano runs a replacer over objects, which costs several times the stringify itself. */
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
  /** Beyond the usual deadline, e.g. how long a longpoll may wait. */
  readonly extraMs?: number;
}

export type CouchRequest = (call: CouchCall) => Promise<unknown>;

/** CouchDB answered 4xx. */
export class CouchRefused extends Error {
  override readonly name = 'CouchRefused';
  readonly status: number;
  readonly error: string;
  readonly reason: string;
  constructor(status: number, error: string, reason: string) {
    super(`CouchDB answered ${status} ${error}: ${reason}`);
    this.status = status;
    this.error = error;
    this.reason = reason;
  }
}

const BUSY_STATUSES: readonly number[] = [408, 425, 429];
/** A wrong password is not the request's fault: whoever asked can only try again once the operator mended it. */
const OUR_CREDENTIALS = 401;

function translate(error: unknown): Error {
  const fields: Record<string, unknown> = isRecord(error) ? error : {};
  const message = error instanceof Error ? error.message : String(error);
  const status = fields['statusCode'];
  if (typeof status !== 'number') return new StoreUnavailable(message, { cause: error });
  const kind = typeof fields['error'] === 'string' ? fields['error'] : 'unknown';
  const reason = typeof fields['reason'] === 'string' ? fields['reason'] : message;
  if (status >= 500) {
    return new StoreUnavailable(`CouchDB answered ${status} ${kind}: ${reason}`, {
      cause: new CouchRefused(status, kind, reason),
    });
  }
  if (status === OUR_CREDENTIALS || BUSY_STATUSES.includes(status)) {
    return new StoreUnavailable(`CouchDB answered ${status} ${kind}: ${reason}`);
  }
  return new CouchRefused(status, kind, reason);
}

type NanoOptions = nano.RequestOptions & { readonly signal: AbortSignal };

function toOptions(call: CouchCall, signal: AbortSignal): NanoOptions {
  return {
    method: call.method ?? 'GET',
    signal,
    ...(call.db === undefined ? {} : { db: call.db }),
    ...(call.path === undefined ? {} : { path: call.path }),
    ...(call.query === undefined ? {} : { qs: call.query }),
    ...(call.body === undefined ? {} : { body: Buffer.from(call.body) }),
  };
}

/** A signal that ends with the caller's or at the deadline, and a way to stop listening. */
function limited(call: CouchCall, timeoutMs: number): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const onAbort = (): void => controller.abort();
  // One signal may end the longpolls of many associations; that is no leak.
  if (call.signal !== undefined) setMaxListeners(0, call.signal);
  call.signal?.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(onAbort, timeoutMs + (call.extraMs ?? 0));
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer);
      call.signal?.removeEventListener('abort', onAbort);
    },
  };
}

/** nano never settles when a body of an unexpected type breaks off; so every request races its deadline. */
function endOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new StoreUnavailable('The store did not answer in time')));
  });
}

/**
 * @param url may have a path (a proxy's prefix) and credentials.
 * @param timeoutMs how long any one request may take.
 */
export function createCouchRequest(url: string, timeoutMs: number): CouchRequest {
  // parseUrl would take the last part of a path prefix for a database. nano's declarations lack it.
  const config: nano.Configuration & { readonly parseUrl: boolean } = { url, parseUrl: false };
  const server = nano(config);
  return async (call) => {
    call.signal?.throwIfAborted();
    const limit = limited(call, timeoutMs);
    try {
      const sent: Promise<unknown> = server.request(toOptions(call, limit.signal));
      const answer = await Promise.race([sent, endOf(limit.signal)]);
      // An unreadable or broken-off JSON body reaches us as ''.
      if (typeof answer === 'object' && answer !== null && !Buffer.isBuffer(answer)) return answer;
      throw new StoreUnavailable('The answer of the store broke off or is no JSON');
    } catch (error) {
      call.signal?.throwIfAborted();
      throw error instanceof StoreUnavailable ? error : translate(error);
    } finally {
      limit.end();
    }
  };
}
