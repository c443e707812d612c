/** Where an association's payments are made: its database, and its account at Stripe. */
import { NoSuchAssociation } from '../ports/server-writes.ts';
import { keptOf } from './kept.ts';
import type { PaymentParts, Place } from './parts.ts';

/** @throws NoSuchAssociation */
export async function placeOf(
  parts: Pick<PaymentParts, 'operations' | 'open'>,
  association: string,
): Promise<Place> {
  const [database, { account = '' }] = await Promise.all([
    parts.open(association),
    keptOf(parts.operations, association),
  ]);
  if (database === undefined) throw new NoSuchAssociation(association);
  return { association, database, account };
}
