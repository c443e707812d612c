/**
 * Accounts. `mail:<hmac>` is the lock that makes an address unique: it is written first and the account last, so that
 * a crash between leaves a lock without an account, which the next to claim the address takes over.
 */
import { changeDoc, fieldsOf, isAlive } from './change-doc.ts';
import { foundOf, livingDocs, refuseSearch, rowId, simpleModel, text } from './model.ts';
import type { Model, ModelParts } from './model.ts';
import { normalAddress } from './ids.ts';
import { equals } from './where.ts';
import type { Condition } from './where.ts';

/** How long whoever wrote a lock has for writing the account. */
const ORPHAN_AFTER_MS = 60_000;

export class AddressTaken extends Error {
  override readonly name = 'AddressTaken';
}

/** Throws AddressTaken when an account has the address, or may be about to. */
export async function lockAddress(
  { db, ids, clock }: ModelParts,
  address: string,
  userId: string,
): Promise<void> {
  const id = ids.mail(address);
  const held = await db.get(id);
  const holder = isAlive(held) ? text(held['user']) : '';
  const orphan = holder === '' || !isAlive(await db.get(ids.user(holder)));
  let taken = false;
  await changeDoc(db, id, (current) => {
    const mine = current === undefined || current['user'] === userId;
    const since = typeof current?.['at'] === 'number' ? current['at'] : 0;
    taken = !mine && !(orphan && current['user'] === holder && clock() - since > ORPHAN_AFTER_MS);
    return taken ? undefined : { user: userId, at: clock() };
  });
  if (taken) throw new AddressTaken('an account has this address');
}

/** Only one's own lock: after a takeover it is somebody else's. */
function release({ db, ids }: ModelParts, address: string, userId: string): Promise<boolean> {
  return changeDoc(db, ids.mail(address), (current) => (current?.['user'] === userId ? 'delete' : undefined));
}

async function idsFor({ db, ids }: ModelParts, where: readonly Condition[]): Promise<readonly string[]> {
  const users = equals(where, 'id');
  if (users !== undefined) return users.map(ids.user);
  const addresses = equals(where, 'email') ?? refuseSearch('user', where);
  const locks = await livingDocs(db, addresses.map(ids.mail));
  return locks.map((doc) => ids.user(text(doc['user'])));
}

export function createUserModel(parts: ModelParts): Model {
  const { db, ids } = parts;
  const simple = simpleModel(db, (row) => ids.user(text(row['id'])));
  return {
    async insert(row) {
      await lockAddress(parts, text(row['email']), text(row['id']));
      return simple.insert(row);
    },
    find: async (where) => (await livingDocs(db, await idsFor(parts, where))).map(foundOf),
    async update(docId, change) {
      const before = await db.get(docId);
      if (!isAlive(before)) return undefined;
      const address = text(before['email']);
      const wanted = text(change({ ...fieldsOf(before), id: rowId(docId) })?.['email']);
      const moves = wanted !== '' && normalAddress(wanted) !== normalAddress(address);
      if (moves) await lockAddress(parts, wanted, rowId(docId));
      const updated = await simple.update(docId, change);
      if (moves && updated !== undefined) await release(parts, address, rowId(docId));
      return updated;
    },
    async remove(docId) {
      const before = await db.get(docId);
      const removed = await simple.remove(docId);
      if (removed && isAlive(before)) await release(parts, text(before['email']), rowId(docId));
      return removed;
    },
  };
}
