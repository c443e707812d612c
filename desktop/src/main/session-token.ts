/**
 * The session's token on its way: picked up where the server hands it out, taken out of what the page gets to read,
 * forgotten where the session ends. Knows no storage and no Electron.
 */
import { headersToPage, problemAnswer } from './crossing-headers.ts';

/** Holds the token, in main only. */
export interface TokenHolder {
  read(): string | undefined;
  keep(token: string): Promise<void>;
  /** Forgets it, if this is still the one: a later sign-in is not undone by an earlier answer. */
  forget(token: string): Promise<void>;
}

export interface Passage {
  readonly method: string;
  readonly path: string;
  /** The token the request went out with. */
  readonly sent: string | undefined;
}

const AUTH = '/api/auth/';
/** Header by which the server's bearer plugin hands out a token, beside its cookie. */
const TOKEN_HEADER = 'set-auth-token';
const TOKEN = /^[\x21-\x7e]{1,4096}$/;
const SECRET_KEYS = ['token', 'accessToken', 'refreshToken', 'idToken', 'sessionToken'];

/** Signing out works offline too: what this device holds goes, whatever the answer. */
function endsSession({ method, path }: Passage, answer: Response | undefined): boolean {
  return (
    (method === 'POST' && path === `${AUTH}sign-out`) || (path === '/api/session' && answer?.status === 401)
  );
}

function freshToken({ path }: Passage, answer: Response | undefined): string | undefined {
  const token = answer?.ok === true && isAuthPath(path) ? answer.headers.get(TOKEN_HEADER) : null;
  return token !== null && TOKEN.test(token) ? token : undefined;
}

/** Keeps or forgets the token by what the server answered; `undefined` for a server that could not be reached. */
export async function followSession(
  passage: Passage,
  answer: Response | undefined,
  token: TokenHolder,
): Promise<void> {
  if (endsSession(passage, answer)) {
    if (passage.sent !== undefined) await token.forget(passage.sent);
    return;
  }
  const fresh = freshToken(passage, answer);
  if (fresh !== undefined) await token.keep(fresh);
}

/** The accounts library repeats the token inside its answers; the page has no use for it. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !SECRET_KEYS.includes(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutSecrets(inner)]));
}

export function isAuthPath(path: string): boolean {
  return path.startsWith(AUTH);
}

/** An answer of the accounts routes without tokens. One that cannot be read is not passed on unread. */
export async function authAnswer(answer: Response): Promise<Response> {
  const headers = headersToPage(answer);
  headers.delete('content-length');
  const isJson = /^application\/([\w.+-]+\+)?json\b/i.test(headers.get('content-type') ?? '');
  try {
    const text = await answer.text();
    const body = isJson && text !== '' ? JSON.stringify(withoutSecrets(JSON.parse(text))) : text;
    return new Response(body === '' ? null : body, { status: answer.status, headers });
  } catch {
    return problemAnswer(503, 'unavailable'); // broken off on the way, or not what it claims to be
  }
}
