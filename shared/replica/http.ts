/** Requests to the server: JSON in and out, a time limit on each, one kind of fault. Refuses to know what they are for. */
import { DEVICE_HEADER } from '@communitrak/protocol/headers.ts';
import { isProblem, type ProblemCode } from '@communitrak/protocol/problem.ts';

export type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

/** T1: a request that hangs must not hold its collection's lock for ever. */
export const REQUEST_LIMIT_MS = 30_000;

export class HttpFault extends Error {
  /** 0: no answer (offline, or the time limit). */
  readonly status: number;
  readonly problem: ProblemCode | undefined;
  /** From Retry-After; 0 when the server named none. */
  readonly retryAfterMs: number;
  constructor(status: number, message: string, problem?: ProblemCode, retryAfterMs = 0) {
    super(message);
    this.name = 'HttpFault';
    this.status = status;
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
  }
}

export interface Http {
  /** The answer whatever its status. @throws HttpFault with status 0 when there is none */
  send(path: string, init?: RequestInit & { readonly limitMs?: number }): Promise<Response>;
  /** JSON of a 2xx answer. @throws HttpFault */
  json(path: string, init?: RequestInit): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
}

/** What an answer that is none says. */
export async function faultOf(response: Response): Promise<HttpFault> {
  const body: unknown = await response.json().catch(() => undefined);
  const problem = isProblem(body) ? body.problem : undefined;
  const detail = isProblem(body) ? (body.detail ?? '') : '';
  const seconds = Number(response.headers.get('retry-after') ?? '0');
  const retryAfterMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
  const words = `${response.status} ${problem ?? response.statusText} ${detail}`.trim();
  return new HttpFault(response.status, words, problem, retryAfterMs);
}

function withLimit(signal: AbortSignal | null | undefined, limitMs: number): AbortSignal {
  const limit = AbortSignal.timeout(limitMs);
  return signal === null || signal === undefined ? limit : AbortSignal.any([signal, limit]);
}

async function jsonOf(response: Response): Promise<unknown> {
  if (!response.ok) throw await faultOf(response);
  try {
    const body: unknown = await response.json();
    return body;
  } catch (error) {
    // A body cut short, or a captive portal's page in place of an answer.
    throw new HttpFault(0, `unreadable answer: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export function createHttp(options: {
  readonly baseUrl: string;
  readonly fetch: Fetch;
  /** This device's id; '' before it has one. */
  readonly device?: string;
  readonly limitMs?: number;
}): Http {
  const { baseUrl, device = '', limitMs = REQUEST_LIMIT_MS } = options;
  const send: Http['send'] = async (path, init = {}) => {
    const { limitMs: own, signal, ...rest } = init;
    const headers = new Headers(rest.headers);
    if (device !== '') headers.set(DEVICE_HEADER, device);
    const whole = {
      ...rest,
      headers,
      credentials: 'include' as const,
      signal: withLimit(signal, own ?? limitMs),
    };
    try {
      return await options.fetch(baseUrl + path, whole);
    } catch (error) {
      throw new HttpFault(0, error instanceof Error ? error.message : String(error));
    }
  };
  const json: Http['json'] = async (path, init) => jsonOf(await send(path, init));
  const post: Http['post'] = (path, body) =>
    json(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return { send, json, post };
}
