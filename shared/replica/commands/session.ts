/** Signing in and out, and what the device remembers of it to start offline: who, where, no secrets. */
import { isProblem, type ProblemCode } from '@communitrak/protocol/problem.ts';
import type { OpenSession, SessionAnswer } from '@communitrak/protocol/session.ts';
import type { Platform } from '@communitrak/platform/platform.ts';
import { rememberedSession, rememberSession } from '../device.ts';
import { createHttp, HttpFault, type Http } from '../http.ts';
import type { Replica } from '../replica.ts';
import { tellLeaving } from './leaving.ts';

export { onLeftElsewhere } from './leaving.ts';
export type { OpenSession, SessionAnswer, SessionAssociation } from '@communitrak/protocol/session.ts';

export type SignInResult =
  | { readonly ok: true; readonly session: SessionAnswer }
  | { readonly ok: false; readonly problem: ProblemCode | 'offline' };

export type CurrentSession =
  /** fresh: the server has just said so; else it is what the device remembers. */
  | { readonly kind: 'signed-in'; readonly session: SessionAnswer; readonly fresh: boolean }
  | { readonly kind: 'signed-out' }
  /** The server cannot be reached and nothing is remembered. */
  | { readonly kind: 'unknown' };

/** Shorter than a sync's: somebody is looking at a blank page, and the device may remember. */
const START_LIMIT_MS = 8000;

/** Fetched when it is needed: it brings the local database along, for which nobody who signs in should wait. */
async function wipeDevice(baseUrl: string): Promise<void> {
  const { wipeDevice: wipe } = await import('./wipe.ts');
  await wipe(baseUrl);
}

const httpOf = (platform: Platform, limitMs?: number): Http =>
  createHttp({
    baseUrl: platform.baseUrl,
    fetch: (input, init) => fetch(input, init),
    ...(limitMs === undefined ? {} : { limitMs }),
  });

function problemOf(error: unknown): ProblemCode | 'offline' {
  if (!(error instanceof HttpFault)) throw error;
  return error.status === 0 ? 'offline' : (error.problem ?? 'internal');
}

async function signInProblem(response: Response): Promise<ProblemCode> {
  const body: unknown = await response.json().catch(() => undefined);
  if (isProblem(body)) return body.problem;
  if (response.status === 429) return 'too-many-requests';
  return response.status >= 500 ? 'unavailable' : 'wrong-credentials';
}

export async function signIn(
  platform: Platform,
  credentials: { readonly email: string; readonly password: string },
): Promise<SignInResult> {
  const http = httpOf(platform);
  try {
    const response = await http.send('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: credentials.email.trim(), password: credentials.password }),
    });
    if (!response.ok) return { ok: false, problem: await signInProblem(response) };
    // Told apart: signed out, and a browser that did not keep the cookie.
    const session = (await http.json('/api/session?after=sign-in')) as SessionAnswer;
    await rememberSession(session);
    return { ok: true, session };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

async function fromMemory(): Promise<CurrentSession> {
  const session = await rememberedSession();
  return session === undefined ? { kind: 'unknown' } : { kind: 'signed-in', session, fresh: false };
}

/**
 * A session that the server calls over is remembered all the same, and the member goes on with what is here, as without a
 * connection: it stays until they sign out, or ask from another device that this one forget it. The sync says that the
 * session is over, and signing in again is one step away.
 */
export async function currentSession(platform: Platform): Promise<CurrentSession> {
  try {
    const session = (await httpOf(platform, START_LIMIT_MS).json('/api/session')) as SessionAnswer;
    await rememberSession(session);
    return { kind: 'signed-in', session, fresh: true };
  } catch (error) {
    if (!(error instanceof HttpFault)) throw error;
    if (error.problem === 'wipe-asked') await wipeDevice(platform.baseUrl);
    const remembered = await fromMemory();
    return error.status === 401 && remembered.kind === 'unknown' ? { kind: 'signed-out' } : remembered;
  }
}

/**
 * Ends the session on the server where it can be reached, then removes everything this device holds of it: databases,
 * files, the remembered session. What is unsent is lost: the caller asks first.
 */
export async function signOutAndWipe(platform: Platform, replica: Replica | undefined): Promise<void> {
  tellLeaving();
  await replica?.wipe();
  // Their other communities too, of which no replica is open.
  await wipeDevice(platform.baseUrl);
  try {
    await httpOf(platform, START_LIMIT_MS).send('/api/auth/sign-out', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
  } catch (error) {
    // Offline: the cookie outlives this, but nothing of the member's is left here, and the session can be ended elsewhere.
    if (!(error instanceof HttpFault)) throw error;
  }
}

/** @throws HttpFault when the server cannot be reached or says no */
export async function openSessions(platform: Platform): Promise<readonly OpenSession[]> {
  return (await httpOf(platform).json('/api/sessions')) as readonly OpenSession[];
}

/** False when there is no such session any more. @param wipe its device forgets everything at its next request, unsent work included */
export async function revokeSession(platform: Platform, id: string, wipe = false): Promise<boolean> {
  const response = await httpOf(platform).send(
    `/api/sessions/${encodeURIComponent(id)}${wipe ? '?wipe=1' : ''}`,
    {
      method: 'DELETE',
    },
  );
  if (response.status === 404) return false;
  if (!response.ok) throw new HttpFault(response.status, `revoke: ${response.status}`);
  return true;
}
