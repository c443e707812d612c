/**
 * Who somebody is: accounts, sign-in, sessions, and the list of associations an account belongs to. Knows nothing of
 * rights, and speaks HTTP only as better-auth does (a Request in, a Response out).
 */
import type { IncomingHttpHeaders } from 'node:http';
import { hashPassword } from 'better-auth/crypto';
import type { NewId } from '@communitrak/domain/core/ids.ts';
import type { OpenSession } from '@communitrak/protocol/session.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, DocStore } from '../ports/doc-store.ts';
import { createAttempts } from './attempts.ts';
import { createAuth, MIN_PASSWORD, OPEN_PATHS, SIGN_IN_LIMITS } from './auth.ts';
import type { AuthLog, SignInLimits } from './auth.ts';
import { clearExpired } from './clean.ts';
import { createAccountIds, normalAddress, readAddressKey } from './ids.ts';
import { text } from './model.ts';
import type { ModelParts } from './model.ts';
import { addMembership } from './memberships.ts';
import { registeredMembers } from './registered.ts';
import { readSession } from './read-session.ts';
import type { AccountSession } from './read-session.ts';
import { openAmong, openSessions, revokeSession } from './sessions.ts';
import { createUserModel, lockAddress } from './user-model.ts';
import { createWayModel } from './way-model.ts';
import { askWipe, wipeAsked } from './wipes.ts';

export type { Account, AccountSession } from './read-session.ts';

export interface NewAccount {
  readonly email: string;
  /** At least MIN_PASSWORD characters. */
  readonly password: string;
  readonly name: string;
}

export interface Accounts {
  /** better-auth's own messages (sign-in, sign-out), those that are open; undefined for a path that is not. */
  handle(request: Request): Promise<Response | undefined>;
  /** By cookie or bearer token; undefined when there is no session or it has ended. Reads the store every time. */
  session(headers: IncomingHttpHeaders): Promise<AccountSession | undefined>;
  /** Which of these sessions are open, by one reading; renews none. */
  openAmong(sessionIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Throws AddressTaken, or a RangeError for a password that is too short. */
  addAccount(account: NewAccount): Promise<{ readonly id: string }>;
  /** Id of the account with this address. */
  accountByEmail(email: string): Promise<string | undefined>;
  link(accountId: string, association: string, member: string): Promise<void>;
  /** Local ids of the members that have an account, by association. */
  registered(): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
  sessions(accountId: string, currentSessionId: string): Promise<readonly OpenSession[]>;
  /** False when this account has no such session. @param wipe its device is to forget everything */
  revoke(accountId: string, sessionId: string, wipe?: boolean): Promise<boolean>;
  /** Whether these credentials, which open nothing any more, are those of a device that is to forget everything. */
  wipeAsked(headers: IncomingHttpHeaders): Promise<boolean>;
  /** Calls back when a session ends in this process (signed out, revoked, expired). @returns how to stop listening. */
  onSessionEnd(listener: (sessionId: string) => void): () => void;
  clearExpired(): Promise<number>;
  close(): Promise<void>;
}

export interface AccountsParts {
  readonly store: DocStore;
  readonly secret: string;
  readonly baseUrl: string;
  readonly isOwnOrigin: (request: Request) => readonly string[];
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: AuthLog;
  /** Absent: SIGN_IN_LIMITS. */
  readonly limits?: SignInLimits;
}

async function openAccountsDatabase(store: DocStore): Promise<Database> {
  const db = await store.open('accounts', { create: true });
  if (db === undefined) throw new Error('the store did not create the accounts database');
  return db;
}

async function addAccount(
  models: ModelParts,
  newId: NewId,
  given: NewAccount,
): Promise<{ readonly id: string }> {
  if (given.password.length < MIN_PASSWORD) {
    throw new RangeError(`a password has at least ${String(MIN_PASSWORD)} characters`);
  }
  const id = newId();
  const at = new Date(models.clock()).toISOString();
  const times = { createdAt: at, updatedAt: at };
  const password = await hashPassword(given.password);
  const email = normalAddress(given.email);
  // The lock first and the account last: a crash between leaves an orphaned lock, which the next claim takes over.
  await lockAddress(models, email, id);
  await createWayModel(models).insert({
    providerId: 'credential',
    accountId: id,
    userId: id,
    password,
    ...times,
  });
  await createUserModel(models).insert({
    id,
    email,
    name: given.name,
    emailVerified: true,
    image: null,
    ...times,
  });
  return { id };
}

async function accountByEmail(models: ModelParts, email: string): Promise<string | undefined> {
  const [found] = await createUserModel(models).find([{ field: 'email', value: email }]);
  return found === undefined ? undefined : text(found.row['id']);
}

async function revoke(
  models: ModelParts,
  accountId: string,
  sessionId: string,
  wipe: boolean,
): Promise<boolean> {
  if (wipe && !(await askWipe(models, accountId, sessionId))) return false;
  return revokeSession(models, accountId, sessionId);
}

export async function createAccounts(parts: AccountsParts): Promise<Accounts> {
  const db = await openAccountsDatabase(parts.store);
  const ids = createAccountIds(await readAddressKey(db));
  const listeners = new Set<(sessionId: string) => void>();
  const onSessionEnd = (id: string): void => listeners.forEach((listener) => listener(id));
  const models: ModelParts = { db, ids, clock: parts.clock, onSessionEnd };
  const attempts = createAttempts(db, ids, parts.clock);
  const auth = createAuth({ ...parts, models, attempts, limits: parts.limits ?? SIGN_IN_LIMITS });
  const session: Accounts['session'] = (headers) => readSession(auth, headers);
  return {
    async handle(request) {
      const path = `${request.method} ${new URL(request.url).pathname}`;
      if (!OPEN_PATHS.has(path)) return undefined;
      if (path.endsWith('/sign-out')) {
        // better-auth answers a sign-out with 200 even when the store did not take it: end the session ourselves first.
        const current = await session(Object.fromEntries(request.headers));
        if (current !== undefined) await revokeSession(models, current.account.id, current.sessionId);
      }
      return auth.handler(request);
    },
    session,
    openAmong: (sessionIds) => openAmong(models, sessionIds),
    addAccount: (account) => addAccount(models, parts.newId, account),
    accountByEmail: (email) => accountByEmail(models, email),
    link: (accountId, association, member) => addMembership(models, accountId, { association, member }),
    registered: () => registeredMembers(db),
    sessions: (accountId, currentSessionId) => openSessions(models, accountId, currentSessionId),
    revoke: (accountId, sessionId, wipe = false) => revoke(models, accountId, sessionId, wipe),
    wipeAsked: (headers) => wipeAsked(models, headers),
    onSessionEnd(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clearExpired: () => clearExpired(models),
    close: async () => {
      listeners.clear();
      await auth.$context;
    },
  };
}
