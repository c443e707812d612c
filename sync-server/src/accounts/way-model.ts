/**
 * A way to sign in: a password, or an identity at another provider. Its id is derived from provider and person; a
 * person's ways are listed in their account, which is read by id.
 */
import { changeDoc, fieldsOf, isAlive } from './change-doc.ts';
import type { Fields } from './change-doc.ts';
import { foundOf, livingDocs, refuseSearch, simpleModel, text } from './model.ts';
import type { Model, ModelParts } from './model.ts';
import { equals } from './where.ts';
import type { Condition, Row } from './where.ts';

const waysOf = (fields: Fields | undefined): readonly string[] =>
  Array.isArray(fields?.['ways']) ? fields['ways'].filter((way) => typeof way === 'string') : [];

export function createWayModel({ db, ids }: ModelParts): Model {
  const docIdOf = (row: Row): string => ids.way(text(row['providerId']), text(row['accountId']));
  const simple = simpleModel(db, docIdOf);
  const list = (userId: string, change: (ways: readonly string[]) => readonly string[]): Promise<boolean> =>
    changeDoc(db, ids.user(userId), (user) =>
      user === undefined ? undefined : { ...user, ways: change(waysOf(user)) },
    );
  const idsFor = async (where: readonly Condition[]): Promise<readonly string[]> => {
    const rows = equals(where, 'id');
    if (rows !== undefined) return rows.map((id) => `acct:${id}`);
    const [providers, accounts] = [equals(where, 'providerId'), equals(where, 'accountId')];
    if (providers !== undefined && accounts !== undefined) {
      return providers.flatMap((provider) => accounts.map((account) => ids.way(provider, account)));
    }
    const users = equals(where, 'userId') ?? refuseSearch('account', where);
    const docs = await livingDocs(db, users.map(ids.user));
    const listed = docs.flatMap((doc) => waysOf(fieldsOf(doc)));
    return [...new Set([...listed, ...users.map((user) => ids.way('credential', user))])];
  };
  return {
    ...simple,
    async insert(row) {
      const stored = await simple.insert(row);
      await list(text(row['userId']), (ways) => [...new Set([...ways, docIdOf(row)])]);
      return stored;
    },
    find: async (where) => (await livingDocs(db, await idsFor(where))).map(foundOf),
    async remove(docId) {
      const doc = await db.get(docId);
      if (isAlive(doc)) await list(text(doc['userId']), (ways) => ways.filter((way) => way !== docId));
      return simple.remove(docId);
    },
  };
}
