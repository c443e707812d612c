/** Differences as documents: found again they stay what they are, and one that is there no more is said to be gone. */
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import {
  createPaymentDifference,
  foundDifference,
  paymentDifferenceEntity,
  paymentDifferenceId,
  type PaymentDifference,
  type PaymentDifferenceBody,
} from '@communitrak/domain/payments/index.ts';
import { readOne, writeDocs, type PaymentsRoom, type Place } from '../room.ts';

/** What was found, before anybody has written it down. */
export type Found = Omit<PaymentDifferenceBody, 'found' | 'gone' | 'settled'>;

async function documentOf(
  { clock }: PaymentsRoom,
  { database }: Place,
  found: Found,
): Promise<PaymentDifference> {
  const stored = await readOne(database, paymentDifferenceEntity, paymentDifferenceId(found));
  if (stored === undefined)
    return createPaymentDifference({ ...found, found: isoInstant(clock()), gone: '' });
  const { ourCents, theirCents } = found;
  return foundDifference(stored, { ourCents, theirCents, gone: '' });
}

/** Once each, however often they are found. */
export async function recordDifferences(
  room: PaymentsRoom,
  place: Place,
  found: readonly Found[],
): Promise<void> {
  const docs: PaymentDifference[] = [];
  for (const one of found) docs.push(await documentOf(room, place, one));
  await writeDocs(room, place.association, docs);
}

/** They were looked for, and are there no more. */
export async function healDifferences(
  room: PaymentsRoom,
  { association }: Place,
  gone: readonly PaymentDifference[],
): Promise<void> {
  const at = isoInstant(room.clock());
  const docs = gone.map((doc) => {
    const { ourCents, theirCents } = doc.body;
    return foundDifference(doc, { ourCents, theirCents, gone: at });
  });
  await writeDocs(room, association, docs);
}
