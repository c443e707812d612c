/** Whose account at Stripe is whose: kept in the operations database, where no device ever reads. */
import { NoSuchAssociation } from '../ports/server-writes.ts';
import type { PaymentParts, Place } from './parts.ts';

const keptId = (association: string): string => `stripe:${association}`;
const ownerId = (account: string): string => `stripe-owner:${account}`;

/** @returns the account's id; '' while the association has none */
export async function accountOf(
  { operations }: Pick<PaymentParts, 'operations'>,
  association: string,
): Promise<string> {
  const account = (await operations.get(keptId(association)))?.['account'];
  return typeof account === 'string' ? account : '';
}

/** Whose account this is; undefined for one of nobody's here. */
export async function ownerOf(
  { operations }: Pick<PaymentParts, 'operations'>,
  account: string,
): Promise<string | undefined> {
  const owner = (await operations.get(ownerId(account)))?.['association'];
  return typeof owner === 'string' ? owner : undefined;
}

/** @throws NoSuchAssociation */
export async function placeOf(
  parts: Pick<PaymentParts, 'operations' | 'open'>,
  association: string,
): Promise<Place> {
  const [database, account] = await Promise.all([parts.open(association), accountOf(parts, association)]);
  if (database === undefined) throw new NoSuchAssociation(association);
  return { association, database, account };
}
