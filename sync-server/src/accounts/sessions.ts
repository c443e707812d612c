/** An account's open sessions, listed and revoked by the hash that is their public id. */
import type { OpenSession } from '@communitrak/protocol/session.ts';
import { fieldsOf, isAlive } from './change-doc.ts';
import { ownedPrefix, sessionDocId } from './ids.ts';
import { livingDocs, livingRange, rowId, text } from './model.ts';
import type { ModelParts } from './model.ts';
import { endSession } from './session-model.ts';

export const SESSION_ID = /^[0-9a-f]{64}$/;

export async function openSessions(
  parts: ModelParts,
  accountId: string,
  currentSessionId: string,
): Promise<readonly OpenSession[]> {
  const lines = await livingRange(parts.db, ownedPrefix(accountId));
  const ids = new Set([
    ...lines.map((line) => line._id.slice(line._id.lastIndexOf('.') + 1)),
    currentSessionId,
  ]);
  const now = new Date(parts.clock()).toISOString();
  const docs = await livingDocs(parts.db, [...ids].map(sessionDocId));
  return docs
    .map((doc) => ({ id: rowId(doc._id), fields: fieldsOf(doc) }))
    .filter(({ fields }) => fields['userId'] === accountId && text(fields['expiresAt']) > now)
    .map(({ id, fields }) => ({
      id,
      current: id === currentSessionId,
      createdAt: text(fields['createdAt']),
      lastUsedAt: text(fields['updatedAt']),
      device: text(fields['userAgent']),
    }))
    .sort((a, b) => (a.lastUsedAt < b.lastUsedAt ? 1 : -1));
}

export async function openAmong(
  parts: ModelParts,
  sessionIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const now = new Date(parts.clock()).toISOString();
  const docs = await livingDocs(parts.db, sessionIds.map(sessionDocId));
  const open = docs.filter((doc) => text(fieldsOf(doc)['expiresAt']) > now);
  return new Set(open.map((doc) => rowId(doc._id)));
}

/** False when this account has no such session: another's is answered like none. */
export async function revokeSession(
  parts: ModelParts,
  accountId: string,
  sessionId: string,
): Promise<boolean> {
  if (!SESSION_ID.test(sessionId)) return false;
  const doc = await parts.db.get(sessionDocId(sessionId));
  if (!isAlive(doc) || doc['userId'] !== accountId) return false;
  return endSession(parts, sessionDocId(sessionId));
}
