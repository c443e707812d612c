/**
 * What the server keeps for itself of an association at Stripe, in the operations database: which account and which
 * customer are its own, and the way back from either. No document of it ever reaches a device.
 */
import type { Database } from '../ports/doc-store.ts';

export interface Kept {
  /** The connected account, into which residents pay. */
  readonly account?: string;
  /** The association as a customer of the platform's, and its subscription. */
  readonly customer?: string;
  readonly subscription?: string;
  /** How far the association's documents have been looked through for autopay, and on which day. */
  readonly autopaySeen?: string;
  readonly autopayDay?: string;
}

const FIELDS = ['account', 'customer', 'subscription', 'autopaySeen', 'autopayDay'] as const;
/** Two processes at the same moment, not ten. */
const MOST_TRIES = 10;

const keptId = (association: string): string => `stripe:${association}`;
const ownerId = (gateway: string): string => `stripe-owner:${gateway}`;

const readKept = (doc: Readonly<Record<string, unknown>> | undefined): Kept =>
  Object.fromEntries(
    FIELDS.flatMap((field) => {
      const value = doc?.[field];
      return typeof value === 'string' ? [[field, value]] : [];
    }),
  );

export async function keptOf(operations: Database, association: string): Promise<Kept> {
  return readKept(await operations.get(keptId(association)));
}

async function putOwner(operations: Database, gateway: string, association: string): Promise<void> {
  const known = await operations.get(ownerId(gateway));
  if (known?.['association'] === association) return;
  const rev = known === undefined ? {} : { _rev: known._rev };
  await operations.put({ _id: ownerId(gateway), ...rev, association });
}

/** Adds to what is kept. @returns all of it */
export async function keep(operations: Database, association: string, changes: Kept): Promise<Kept> {
  // The way back first: an event may come before the next line has run.
  for (const gateway of [changes.account, changes.customer])
    if (gateway !== undefined) await putOwner(operations, gateway, association);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const doc = await operations.get(keptId(association));
    const next = { ...readKept(doc), ...changes };
    const rev = doc === undefined ? {} : { _rev: doc._rev };
    const result = await operations.put({ _id: keptId(association), ...rev, ...next });
    if (result.ok) return next;
  }
  throw new Error(`what is kept of ${association} could not be written`);
}

/** Whose account or customer this is; undefined for one of nobody's here. */
export async function ownerOf(operations: Database, gateway: string): Promise<string | undefined> {
  const owner = (await operations.get(ownerId(gateway)))?.['association'];
  return typeof owner === 'string' ? owner : undefined;
}
