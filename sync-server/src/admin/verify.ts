/**
 * `verify`: everything of an association against the rules that made it, by reading all of it once. What follows from
 * other documents (audiences, hashes, rights, claims) can be repaired; what people wrote is only told of. On a busy
 * association something may be found that was just on its way: whoever asks again sees what stays.
 */
import { databaseName } from '../ports/database-names.ts';
import { AdminProblem } from './admin-problem.ts';
import { checkDocuments } from './check-documents.ts';
import { checkFiles } from './check-files.ts';
import { checkNumbers } from './check-numbers.ts';
import { checkRights } from './check-rights.ts';
import { readAll } from './everything.ts';
import type { Finding } from './finding.ts';
import type { AdminParts } from './parts.ts';
import { verified, type Verified } from './verified.ts';

/** What the server writes for itself has no keys. */
function checkTypes({ all, entries }: Verified): readonly Finding[] {
  const known = new Set(entries.map(({ stored }) => stored.id));
  return [...all.values()]
    .filter(({ _id, _deleted, keys }) => !known.has(_id) && _deleted !== true && keys !== undefined)
    .map(({ _id }) => ({ id: _id, kind: 'unknown-type', words: 'no entity of this program has its type' }));
}

export interface VerifyResult {
  readonly documents: number;
  readonly findings: readonly (Finding & { readonly repaired: boolean })[];
}

async function find(parts: AdminParts, association: string): Promise<[Verified, readonly Finding[]]> {
  const { store, files } = parts;
  const database = await store.open(databaseName(association), { create: false });
  if (database === undefined) throw new AdminProblem(`There is no association ${association} here.`);
  const all = verified(association, database, await readAll(database, store.topology), parts);
  const found = [
    ...checkTypes(all),
    ...checkDocuments(all),
    ...checkNumbers(all),
    ...checkRights(all),
    ...(await checkFiles(all, files)),
  ];
  return [all, found];
}

/** @throws AdminProblem when there is no such association */
export async function verifyAssociation(
  parts: AdminParts,
  association: string,
  options: { readonly repair: boolean },
): Promise<VerifyResult> {
  const [all, found] = await find(parts, association);
  const findings = [];
  for (const finding of found) {
    const repaired = options.repair && finding.repair !== undefined ? await finding.repair() : false;
    findings.push({ ...finding, repaired });
  }
  return { documents: all.entries.length, findings };
}
