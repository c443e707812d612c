/** Each replicated document by itself: does it read, is what it belongs to there, are its keys and hash what they follow from. */
import { contentHash } from '@communitrak/protocol/hash.ts';
import { audienceUnder } from '../access/archived.ts';
import { currentAudience, mergeKeys } from '../access/key-intervals.ts';
import { toStore, wireOf } from '../sync/stored-document.ts';
import type { Finding } from './finding.ts';
import { isLiving, neededBy, type Entry, type Verified } from './verified.ts';

/** Writes the document anew with keys and hash as they should be, if it still is the one that was read. */
function rewrite({ database, clock }: Verified, { stored }: Entry, audience: readonly string[]) {
  return async (): Promise<boolean> => {
    const { doc, deleted, rev } = stored;
    const keys = mergeKeys(stored.keys, audience, clock());
    return (await database.put(toStore({ doc, deleted, keys, rev }))).ok;
  };
}

const list = (keys: readonly string[]): string => (keys.length === 0 ? 'nobody' : keys.toSorted().join(', '));

function checkTombstone(all: Verified, entry: Entry): readonly Finding[] {
  const { stored } = entry;
  const still = currentAudience(stored.keys);
  const says = Object.keys(stored.doc.body).length > 0 || stored.hash !== contentHash(wireOf(stored));
  if (still.length === 0 && !says) return [];
  const words =
    still.length > 0
      ? `it is deleted, and still has an audience (${list(still)})`
      : 'it is deleted, and its body or hash is not that of a deleted document';
  return [{ id: stored.id, kind: 'tombstone', words, repair: rewrite(all, entry, []) }];
}

function orphanOf(all: Verified, entry: Entry, absent: readonly string[]): readonly Finding[] {
  const { id, doc } = entry.stored;
  const parent = doc.parent !== '' && !isLiving(all.all.get(doc.parent)) ? [doc.parent] : [];
  const gone = [...new Set([...parent, ...absent])];
  return gone.length === 0
    ? []
    : [{ id, kind: 'orphan', words: `what it belongs to or depends on is not there: ${gone.join(', ')}` }];
}

function checkLiving(all: Verified, entry: Entry): readonly Finding[] {
  const { entity, stored } = entry;
  const { id } = stored;
  const parsed = entity.parse(stored.doc);
  if (!parsed.ok) return [{ id, kind: 'unreadable', words: `it does not read: ${parsed.faults.join('; ')}` }];
  const { needed, absent } = neededBy(all, entry);
  const orphan = orphanOf(all, entry, absent);
  const audience = audienceUnder(stored.keys, entity.audience(stored.doc, needed));
  const has = currentAudience(stored.keys);
  if (list(has) !== list(audience)) {
    const words = `it is shown to ${list(has)}, and should be to ${list(audience)}`;
    // A document for nobody would be lost to everybody: somebody must look at it.
    const repair = audience.length === 0 ? {} : { repair: rewrite(all, entry, audience) };
    return [...orphan, { id, kind: 'audience', words, ...repair }];
  }
  if (stored.hash === contentHash(wireOf(stored))) return orphan;
  const repair = rewrite(all, entry, audience);
  return [...orphan, { id, kind: 'hash', words: 'its hash is not that of its content', repair }];
}

export function checkDocuments(all: Verified): readonly Finding[] {
  return all.entries.flatMap((entry) =>
    entry.stored.deleted ? checkTombstone(all, entry) : checkLiving(all, entry),
  );
}
