/**
 * The demo association, for a first look: written into an embedded store that holds nothing yet, never into a CouchDB,
 * which is somebody's. A start that was cut short while writing it is finished by the next one.
 */
import type { Clock } from './ports/clock.ts';
import type { Database } from './ports/doc-store.ts';
import type { Accounts } from './accounts/accounts.ts';
import { DEMO_ASSOCIATION, writeDemo } from './demo/demo-association.ts';
import type { DemoSignIn } from './demo/demo-association.ts';
import { writeOnlinePayments } from './demo/online/online.ts';
import type { Trial } from './payments/trial.ts';
import type { FileStore } from './ports/file-store.ts';
import type { DocStore } from './ports/doc-store.ts';
import { associationOf, databaseName } from './ports/database-names.ts';
import type { ServerReads } from './ports/server-reads.ts';
import type { ServerWrites } from './ports/server-writes.ts';
import type { Logger } from 'pino';

const MARK = 'first-start';

export interface FirstStartParts {
  readonly embedded: boolean;
  readonly store: DocStore;
  readonly sync: ServerWrites & ServerReads;
  readonly accounts: Accounts;
  readonly files: FileStore;
  /** Undefined where no stand-in for Stripe can be. */
  readonly trial: Trial | undefined;
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

/**
 * The demo's payments, through the stand-in for Stripe: everything that follows from people's own acts there.
 * Asked again it goes on where it was cut short. Rejects when something of it could not be done.
 * @param signal ends it early: rejects
 */
export async function writeDemoPayments(
  { store, sync, trial, clock }: Pick<FirstStartParts, 'store' | 'sync' | 'trial' | 'clock'>,
  signal: AbortSignal,
): Promise<void> {
  const database = await store.open(databaseName(DEMO_ASSOCIATION), { create: false });
  if (trial === undefined || database === undefined) return;
  await writeOnlinePayments({ trial, database, reads: sync, writes: sync, clock, signal });
}

/**
 * Once for a store that has a demo, where a stand-in answers; a fault is said and leaves the rest to the next start.
 * Afterwards what people change stays as they left it.
 */
export async function addDemoPayments(parts: FirstStartParts, signal: AbortSignal): Promise<void> {
  const { embedded, trial, store, log } = parts;
  try {
    if (!embedded || trial === undefined) return;
    const operations = await openOperations(store);
    const before = await operations.get(MARK);
    if (!Array.isArray(before?.['signIns']) || before['paid'] === true) return;
    if (!(await trial.isThere())) return;
    await writeDemoPayments(parts, signal);
    await operations.put({ ...before, paid: true });
    log.info({ association: DEMO_ASSOCIATION }, 'demo: online payments written');
  } catch (error) {
    if (!signal.aborted)
      log.warn(
        { err: error },
        'demo: its online payments are not complete; the next start goes on with them',
      );
  }
}
