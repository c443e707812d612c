/**
 * better-auth's tables as documents: for each, how a row becomes a document and how conditions become ids. A question
 * that no id answers is refused loudly, in tests, instead of being answered slowly by a scan.
 */
import { foundOf, livingDocs, livingRange, simpleModel, text } from './model.ts';
import type { Model, ModelParts } from './model.ts';
import { createSessionModel } from './session-model.ts';
import { createUserModel } from './user-model.ts';
import { createWayModel } from './way-model.ts';
import { equals } from './where.ts';

/** One-time values of sign-in with another provider, and of recovery. One for each identifier. */
function createVerificationModel({ db, ids }: ModelParts): Model {
  return {
    ...simpleModel(db, (row) => ids.verification(text(row['identifier']))),
    async find(where) {
      const rows = equals(where, 'id')?.map((id) => `ver:${id}`);
      const named = rows ?? equals(where, 'identifier')?.map(ids.verification);
      const docs = named === undefined ? await livingRange(db, 'ver:') : await livingDocs(db, named);
      return docs.map(foundOf);
    },
  };
}

export function createModels(parts: ModelParts): Readonly<Record<string, Model>> {
  return {
    user: createUserModel(parts),
    account: createWayModel(parts),
    session: createSessionModel(parts),
    verification: createVerificationModel(parts),
  };
}
