/**
 * Accounts out of the store and into another one, for backups: the account's own fields, its ways to sign in (passwords
 * as their hashes) and its membership in one association. Sessions stay behind. Knows nothing of files.
 */
import type { Clock } from '../ports/clock.ts';
import type { Database, DocStore, StoredDoc } from '../ports/doc-store.ts';
import { fieldsOf, isAlive } from './change-doc.ts';
import type { Fields } from './change-doc.ts';
import { createAccountIds, readAddressKey } from './ids.ts';
import { rowId, text } from './model.ts';
import type { ModelParts } from './model.ts';
import { addMembership, readMemberships } from './memberships.ts';
import { createUserModel } from './user-model.ts';
import { createWayModel } from './way-model.ts';

export interface TransferredAccount {
  readonly id: string;
  readonly fields: Fields;
  readonly ways: readonly Fields[];
  readonly member: string;
}

export interface AccountTransfer {
  of(association: string): AsyncIterable<TransferredAccount>;
  put(account: TransferredAccount, association: string): Promise<'made' | 'linked'>;
}

const PAGE = 500;

async function* everyUser(db: Database): AsyncGenerator<StoredDoc> {
  for (let startId = 'usr:'; ;) {
    const page = await db.range({ startId, endId: 'usr:\ufff0', limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    startId = `${last._id}\u0000`;
  }
}

/** What a store keeps beside a row: lists of documents whose ids are hashed with that store's own key. */
function ownFields(fields: Fields): Fields {
  const { places: _places, ways: _ways, ...own } = fields;
  return own;
}

async function* accountsOf(models: ModelParts, association: string): AsyncGenerator<TransferredAccount> {
  const ways = createWayModel(models);
  for await (const user of everyUser(models.db)) {
    const id = rowId(user._id);
    const membership = (await readMemberships(models, id)).find((one) => one.association === association);
    if (membership === undefined) continue;
    const found = await ways.find([{ field: 'userId', value: id }]);
    const rows = found.map(({ row: { id: _id, ...way } }) => way);
    yield { id, fields: ownFields(fieldsOf(user)), ways: rows, member: membership.member };
  }
}

/** Whoever has the address already signs in as before, and gets the membership. */
async function put(
  models: ModelParts,
  { id, fields, ways, member }: TransferredAccount,
  association: string,
): Promise<'made' | 'linked'> {
  const users = createUserModel(models);
  const [known] = await users.find([{ field: 'email', value: text(fields['email']) }]);
  if (known !== undefined) {
    await addMembership(models, rowId(known.docId), { association, member });
    return 'linked';
  }
  if (isAlive(await models.db.get(models.ids.user(id)))) {
    throw new Error('an account with this id has another address');
  }
  await users.insert({ ...fields, id });
  const model = createWayModel(models);
  for (const way of ways) {
    const [there] = await model.find([
      { field: 'providerId', value: text(way['providerId']) },
      { field: 'accountId', value: text(way['accountId']) },
    ]);
    if (there === undefined) await model.insert(way);
  }
  await addMembership(models, id, { association, member });
  return 'made';
}

export async function createAccountTransfer(store: DocStore, clock: Clock): Promise<AccountTransfer> {
  const db = await store.open('accounts', { create: true });
  if (db === undefined) throw new Error('the store did not create the accounts database');
  const ids = createAccountIds(await readAddressKey(db));
  const models: ModelParts = { db, ids, clock, onSessionEnd: () => undefined };
  return {
    of: (association) => accountsOf(models, association),
    put: (account, association) => put(models, account, association),
  };
}
