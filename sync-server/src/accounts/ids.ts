/**
 * Ids of the accounts' documents. Every look-up is one id, because ranges and views read one copy that may lag, and a
 * session may be asked for the moment after it was made. What is secret or personal in an id is hashed.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Database } from '../ports/doc-store.ts';

export interface AccountIds {
  readonly user: (userId: string) => string;
  /** The lock that makes an address unique, and the way from an address to its account. */
  readonly mail: (address: string) => string;
  /** Of a way to sign in: `credential` with the account's own id, or a provider with its id for the person. */
  readonly way: (provider: string, providerAccount: string) => string;
  readonly session: (token: string) => string;
  readonly verification: (identifier: string) => string;
  /** Of a counter of attempts. */
  readonly attempts: (key: string) => string;
}

const KEY_DOC = 'meta:address-key';
const KEY_BYTES = 32;

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** `ses:<hash>` from a session's public id, which is that hash: it opens nothing. */
export const sessionDocId = (sessionId: string): string => `ses:${sessionId}`;
export const ownedPrefix = (userId: string): string => `owns:${userId}.`;
export const ownedId = (userId: string, sessionId: string): string => ownedPrefix(userId) + sessionId;

/**
 * The key lives in the store and not in the environment: a new SESSION_SECRET signs everybody out, which is what an
 * operator wants of it, and must not lose every address.
 */
export async function readAddressKey(db: Database): Promise<string> {
  const made = randomBytes(KEY_BYTES).toString('hex');
  const written = await db.put({ _id: KEY_DOC, key: made });
  if (written.ok) return made;
  const stored = await db.get(KEY_DOC);
  if (typeof stored?.['key'] !== 'string') throw new Error(`${KEY_DOC} in the accounts database is damaged`);
  return stored['key'];
}

export function normalAddress(address: string): string {
  return address.trim().normalize('NFC').toLowerCase();
}

export function createAccountIds(key: string): AccountIds {
  const hmac = (text: string): string => createHmac('sha256', key).update(text).digest('hex');
  return {
    user: (userId) => `usr:${userId}`,
    mail: (address) => `mail:${hmac(normalAddress(address))}`,
    way: (provider, providerAccount) => `acct:${provider}.${hmac(providerAccount)}`,
    session: (token) => sessionDocId(tokenHash(token)),
    verification: (identifier) => `ver:${tokenHash(identifier)}`,
    attempts: (text) => `try:${hmac(text)}`,
  };
}
