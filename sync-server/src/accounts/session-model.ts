/**
 * Sessions. The id is the token's hash and the token itself is never stored, so a copy of the store opens nothing; nor
 * are IP addresses, and of the user agent only a label. `owns:<account>.<hash>` lists an account's sessions by range.
 */
import { changeDoc, fieldsOf, isAlive } from './change-doc.ts';
import { deviceLabel } from './device-label.ts';
import { ownedId, ownedPrefix, sessionDocId, tokenHash } from './ids.ts';
import { livingDocs, livingRange, refuseSearch, rowId, rowOf, simpleModel, text } from './model.ts';
import type { Found, Model, ModelParts } from './model.ts';
import { equals } from './where.ts';
import type { Condition } from './where.ts';

async function idsFor({ db }: ModelParts, where: readonly Condition[]): Promise<readonly string[]> {
  const tokens = equals(where, 'token');
  if (tokens !== undefined) return tokens.map((token) => sessionDocId(tokenHash(token)));
  const rows = equals(where, 'id');
  if (rows !== undefined) return rows.map(sessionDocId);
  const owners = equals(where, 'userId') ?? refuseSearch('session', where);
  const lists = await Promise.all(owners.map((owner) => livingRange(db, ownedPrefix(owner))));
  return lists.flat().map((doc) => sessionDocId(doc._id.slice(doc._id.lastIndexOf('.') + 1)));
}

/** Ends a session: the document first, so that a crash between leaves only a stale line in a list. */
export async function endSession(parts: ModelParts, docId: string): Promise<boolean> {
  const doc = await parts.db.get(docId);
  if (!isAlive(doc)) return false;
  const removed = await changeDoc(parts.db, docId, () => 'delete');
  await changeDoc(parts.db, ownedId(text(doc['userId']), rowId(docId)), () => 'delete');
  if (removed) parts.onSessionEnd(rowId(docId));
  return removed;
}

export function createSessionModel(parts: ModelParts): Model {
  const { db } = parts;
  const simple = simpleModel(db, (row) => sessionDocId(tokenHash(text(row['token']))), [
    'token',
    'ipAddress',
  ]);
  return {
    ...simple,
    async insert(row) {
      const token = text(row['token']);
      // The list's line first: a session that no list shows could not be revoked.
      await changeDoc(db, ownedId(text(row['userId']), tokenHash(token)), () => ({ at: row['createdAt'] }));
      const stored = await simple.insert({ ...row, userAgent: deviceLabel(text(row['userAgent'])) });
      return { ...stored, token };
    },
    async find(where) {
      const asked = (equals(where, 'token') ?? []).map((token) => [tokenHash(token), token] as const);
      const tokens = new Map(asked);
      const docs = await livingDocs(db, await idsFor(parts, where));
      return docs.map((doc): Found => {
        const token = tokens.get(rowId(doc._id)) ?? '';
        return { docId: doc._id, row: { ...rowOf(doc._id, fieldsOf(doc)), token } };
      });
    },
    remove: (docId) => endSession(parts, docId),
  };
}
