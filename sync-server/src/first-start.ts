/**
 * The demo association, for a first look: written into an embedded store that holds nothing yet, never into a CouchDB,
 * which is somebody's. A start that was cut short while writing it is finished by the next one.
 */
import type { Clock } from './ports/clock.ts';
import type { Database } from './ports/doc-store.ts';
import type { Accounts } from './accounts/accounts.ts';
import { writeDemo } from './demo/demo-association.ts';
import type { DemoSignIn } from './demo/demo-association.ts';
import type { FileStore } from './ports/file-store.ts';
import type { DocStore } from './ports/doc-store.ts';
import { associationOf } from './ports/database-names.ts';
import type { ServerWrites } from './ports/server-writes.ts';
import type { Logger } from 'pino';

const MARK = 'first-start';

export interface FirstStartParts {
  readonly embedded: boolean;
  readonly store: DocStore;
  readonly sync: ServerWrites;
  readonly accounts: Accounts;
  readonly files: FileStore;
  readonly clock: Clock;
  readonly log: Logger;
}

const isSignIn = (value: unknown): value is DemoSignIn =>
  typeof value === 'object' && value !== null && 'email' in value && 'password' in value && 'role' in value;

async function openOperations(store: DocStore): Promise<Database> {
  const operations = await store.open('operations', { create: true });
  if (operations === undefined) throw new Error('the store did not create the operations database');
  return operations;
}

/** When the demo's writing began; undefined when this store is not for a demo. */
async function beginning(parts: FirstStartParts, operations: Database): Promise<number | undefined> {
  const mark = await operations.get(MARK);
  if (mark !== undefined) return typeof mark['began'] === 'number' ? mark['began'] : undefined;
  if ((await parts.store.names()).some((name) => associationOf(name) !== undefined)) return undefined;
  const began = parts.clock();
  const marked = await operations.put({ _id: MARK, began });
  return marked.ok ? began : undefined;
}

/** Accounts that an earlier, cut short start made are taken as they are. */
function resumable(accounts: Accounts): Pick<Accounts, 'addAccount' | 'link'> {
  return {
    addAccount: async (account) => {
      const id = await accounts.accountByEmail(account.email);
      return id === undefined ? accounts.addAccount(account) : { id };
    },
    link: (accountId, association, member) => accounts.link(accountId, association, member),
  };
}

/** @returns the demo's sign-ins, to be shown; empty when this store has no demo. */
export async function writeDemoIfEmpty(parts: FirstStartParts): Promise<readonly DemoSignIn[]> {
  if (!parts.embedded) return [];
  const operations = await openOperations(parts.store);
  const known = (await operations.get(MARK))?.['signIns'];
  if (Array.isArray(known)) return known.filter(isSignIn);
  const began = await beginning(parts, operations);
  if (began === undefined) return [];
  const { sync, accounts, files, log } = parts;
  // The time of the first attempt: a second one then writes the very same documents.
  const demo = await writeDemo({
    writes: sync,
    accounts: resumable(accounts),
    files,
    clock: () => began,
    log,
  });
  const mark = await operations.get(MARK);
  await operations.put({
    _id: MARK,
    ...(mark === undefined ? {} : { _rev: mark._rev }),
    began,
    signIns: demo.signIns,
  });
  return demo.signIns;
}
