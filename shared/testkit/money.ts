/** An account with something of everything, and books to keep it in: for tests and pictures of money. */
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import {
  createBooks,
  firstBooks,
  type BooksBody,
  type LedgerEntry,
} from '@communitrak/domain/ledger/index.ts';
import { accepted } from './builders.ts';
import { anEntry } from './ledger.ts';
import type { SmallReplica } from './small-replica.ts';

export const someBooks = (over: Partial<BooksBody> = {}): Envelope =>
  createBooks({ ...firstBooks('USD'), ...over });

/** As the server stamped it, by the member that is named. */
export function stamped(entry: LedgerEntry, at: string, byName = 'Olga Office'): LedgerEntry {
  const doc = accepted(entry, 'm-office', at);
  return { ...doc, stamp: { ...doc.stamp, byName } };
}

/** An entry written by the office on the day it took effect. */
export function onLine(input: Parameters<typeof anEntry>[0]): LedgerEntry {
  const entry = anEntry({ author: 'm-office', ...input });
  return stamped(entry, `${entry.body.posted}T15:00:00.000Z`);
}

/** Puts entries on the scripted server as they were written at their own times, by whom they say; the rest as usual. */
export async function putAsWritten(
  { server, replica }: SmallReplica,
  documents: readonly Envelope[],
): Promise<void> {
  for (const doc of documents) {
    const stored = server.put(doc);
    if (doc.stamp.at !== '') server.docs.set(doc.id, { ...stored, stamp: doc.stamp, order: doc.order });
  }
  replica.parts.sync.ask();
  await replica.parts.sync.settled();
}
