/**
 * Which headers cross between the page and the server. Lists of what may pass, not of what may not: a header nobody
 * thought of (a cookie, a token, the page's origin, a proxy's name) stays out.
 */
import { DATA_POLICY, withSecurityHeaders } from './security-headers.ts';

const TO_SERVER = ['accept', 'accept-language', 'content-type', 'if-none-match', 'last-event-id', 'range'];
const TO_PAGE = [
  'accept-ranges',
  'cache-control',
  'content-disposition',
  'content-language',
  'content-range',
  'content-type',
  'date',
  'etag',
  'last-modified',
  'retry-after',
];
const OWN = 'x-communitrak-';

function only(headers: Headers, names: readonly string[]): Headers {
  const kept = new Headers();
  headers.forEach((value, name) => {
    if (names.includes(name) || name.startsWith(OWN)) kept.append(name, value);
  });
  return kept;
}

export function headersToServer(request: Request, token: string | undefined): Headers {
  const headers = only(request.headers, TO_SERVER);
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  return headers;
}

export function headersToPage(answer: Response): Headers {
  const headers = withSecurityHeaders(only(answer.headers, TO_PAGE), DATA_POLICY);
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  // The body arrives here already unpacked: the length of the packed one would cut it short.
  const length = answer.headers.get('content-length');
  if (length !== null && !answer.headers.has('content-encoding')) headers.set('content-length', length);
  return headers;
}

/** An answer of our own in the server's shape, so that the page needs no second way of reading faults. */
export function problemAnswer(status: number, problem: string): Response {
  const headers = new Headers({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  return new Response(JSON.stringify({ problem }), {
    status,
    headers: withSecurityHeaders(headers, DATA_POLICY),
  });
}
