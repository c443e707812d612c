/** From a request's cookie or bearer token to its session, by better-auth's own checks and renewals. */
import type { IncomingHttpHeaders } from 'node:http';
import { isAPIError } from 'better-auth/api';
import type { Auth } from './auth.ts';
import { membershipsIn, type Membership } from './memberships.ts';

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export interface AccountSession {
  /** Public id of the session: opens nothing. */
  readonly sessionId: string;
  readonly account: Account;
  /** Where they belong, as the account says at this moment. */
  readonly memberships: readonly Membership[];
  /** Set-Cookie lines that renew the session in the browser; usually none. */
  readonly setCookies: readonly string[];
}

/** Only what a session is read from: nothing else of a request is better-auth's business here. */
function credentials(headers: IncomingHttpHeaders): Headers | undefined {
  const { cookie, authorization } = headers;
  if (cookie === undefined && authorization === undefined) return undefined;
  const picked = new Headers();
  if (cookie !== undefined) picked.set('cookie', cookie);
  if (authorization !== undefined) picked.set('authorization', authorization);
  return picked;
}

/** better-auth wraps what the store threw; whoever answers needs to know that it was the store. */
function causeOf(error: unknown): unknown {
  return isAPIError(error) && error.cause !== undefined ? error.cause : error;
}

export async function readSession(
  auth: Auth,
  headers: IncomingHttpHeaders,
): Promise<AccountSession | undefined> {
  const picked = credentials(headers);
  if (picked === undefined) return undefined;
  try {
    const answer = await auth.api.getSession({ headers: picked, returnHeaders: true });
    if (answer.response === null) return undefined;
    const { session, user } = answer.response;
    return {
      sessionId: session.id,
      account: { id: user.id, name: user.name, email: user.email },
      memberships: membershipsIn(user.places),
      setCookies: answer.headers.getSetCookie(),
    };
  } catch (error) {
    // A session that ended while it was being renewed is no session.
    if (isAPIError(error) && error.statusCode === 401) return undefined;
    throw causeOf(error);
  }
}
