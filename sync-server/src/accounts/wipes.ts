/**
 * Devices that their member has asked to forget everything: kept by the hash of the token that the device still presents,
 * so that it alone is told, at its next request. Only the member asks; nothing here follows from a session that ran out.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { changeDoc, fieldsOf, isAlive } from './change-doc.ts';
import { sessionDocId, tokenHash } from './ids.ts';
import type { ModelParts } from './model.ts';
import { SESSION_ID } from './sessions.ts';

export const WIPE_PREFIX = 'wipe:';
/** A device that has not been on for so long has no session to be read with either. */
const KEPT_MS = 400 * 24 * 3600 * 1000;
const SESSION_COOKIE = /communitrak\.session_token=([^;\s]+)/;

const wipeDocId = (sessionId: string): string => WIPE_PREFIX + sessionId;

/** Before the session is ended: a crash between leaves a session that can be asked for again. False: not this account's. */
export async function askWipe(parts: ModelParts, accountId: string, sessionId: string): Promise<boolean> {
  if (!SESSION_ID.test(sessionId)) return false;
  const session = await parts.db.get(sessionDocId(sessionId));
  if (!isAlive(session) || fieldsOf(session)['userId'] !== accountId) return false;
  const expiresAt = new Date(parts.clock() + KEPT_MS).toISOString();
  await changeDoc(parts.db, wipeDocId(sessionId), () => ({ userId: accountId, expiresAt }));
  return true;
}

/** A cookie or a bearer is the token, and after a dot its signature. */
function tokenIn(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  // What cannot be decoded is not of our making.
  const plain = /%(?![0-9a-f]{2})/i.test(value) ? value : decodeURIComponent(value);
  const [token] = plain.split('.');
  return token === '' ? undefined : token;
}

/** Whoever presents a token knows it; its signature adds nothing to being told to forget. */
export async function wipeAsked({ db }: ModelParts, headers: IncomingHttpHeaders): Promise<boolean> {
  const cookie = tokenIn(SESSION_COOKIE.exec(headers.cookie ?? '')?.[1]);
  const bearer = tokenIn(/^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1]);
  for (const token of [cookie, bearer])
    if (token !== undefined && isAlive(await db.get(wipeDocId(tokenHash(token))))) return true;
  return false;
}
