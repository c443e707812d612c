/**
 * Passes a request of the page on to the configured server, and its answer back. The page sees neither token nor server
 * address; the server sees neither cookies nor the page's own address. Knows no Electron: `forward` is a parameter.
 */
import { headersToPage, headersToServer, problemAnswer } from './crossing-headers.ts';
import { endQuietly, type EventStreams } from './event-streams.ts';
import { authAnswer, followSession, isAuthPath, type TokenHolder } from './session-token.ts';

export interface ForwardInit {
  readonly method: string;
  readonly headers: Headers;
  readonly body: ReadableStream<Uint8Array> | null;
  readonly signal: AbortSignal | null;
}

/** Path and query to the configured server. Rejects when none is configured or it cannot be reached. */
export type Forward = (path: string, init: ForwardInit) => Promise<Response>;

export interface ForwardingParts {
  readonly forward: Forward;
  readonly token: TokenHolder;
  readonly streams: EventStreams;
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

function plainAnswer(answer: Response, end: (() => void) | undefined): Response {
  const { status, statusText, body } = answer;
  const quiet = body !== null && end !== undefined ? endQuietly(body, end) : body;
  return new Response(quiet, { status, statusText, headers: headersToPage(answer) });
}

/**
 * @param url an address of ours whose path the server owns (`/api/…`, `/a/…`)
 * @returns the server's answer; 503 `unavailable` when it cannot be reached, or when the network answers in its place by
 *   a redirect (which `forward` refuses): to the replica both are "offline"
 */
export async function passOn(request: Request, url: URL, parts: ForwardingParts): Promise<Response> {
  const { method, body } = request;
  if (!METHODS.includes(method)) return problemAnswer(405, 'bad-request');
  const passage = { method, path: url.pathname, sent: parts.token.read() };
  const headers = headersToServer(request, passage.sent);
  const isStream = method === 'GET' && (headers.get('accept') ?? '').includes('text/event-stream');
  const stream = isStream ? parts.streams.open(url.pathname) : undefined;
  const init = { method, headers, body, signal: stream?.signal ?? null };
  const answer = await parts.forward(`${url.pathname}${url.search}`, init).catch(() => undefined);
  await followSession(passage, answer, parts.token);
  if (answer === undefined) return problemAnswer(503, 'unavailable');
  return isAuthPath(url.pathname) ? await authAnswer(answer) : plainAnswer(answer, stream?.end);
}
