/**
 * Reading on after a walk: the changes since each seq of a token, from the view's ring where it knows the seq, else
 * through the store's feed. A seq is only ever replaced by the position reached in its own reading.
 */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { ChangeIndex } from './change-index.ts';
import type { RingEntry } from './change-ring.ts';
import type { ForeignFeeds } from './foreign-feed.ts';
import type { Candidate, Page } from './page.ts';
import type { OwnSeq } from './token.ts';
import type { CollectionOf } from './view-index.ts';

export interface FollowContext {
  readonly index: ChangeIndex;
  readonly feeds: ForeignFeeds;
  readonly collectionOf: CollectionOf;
  readonly collection: CollectionName;
  readonly page: Page;
  readonly topology: 'single' | 'clustered';
}

interface Placed extends Candidate {
  /** Continues after this candidate. */
  readonly seq: string;
}

/** @returns the last candidate offered before the page was full, and whether all were offered. */
async function offerAll<C extends Placed>(
  page: Page,
  candidates: readonly C[],
): Promise<{ readonly last: C | undefined; readonly all: boolean }> {
  let next = 0;
  while (next < candidates.length && !page.full) {
    const chunk = candidates.slice(next, next + page.room);
    await page.offer(chunk);
    next += chunk.length;
  }
  return { last: candidates[next - 1], all: next >= candidates.length };
}

interface RingPlaced extends Placed {
  /** Ring position after this candidate. */
  readonly at: number;
}

/** A document that changed several times is sent once, at its last change: always the current state anyway. */
function lastOccurrences(entries: readonly RingEntry[], position: number): readonly RingPlaced[] {
  const lastAt = new Map(entries.map((entry, index) => [entry.id, index]));
  return entries
    .map(({ id, seq }, index) => ({ id, seq, at: position + index + 1 }))
    .filter((_, index) => lastAt.get(entries[index]?.id ?? '') === index);
}

async function followRing(context: FollowContext, own: OwnSeq, position: number): Promise<OwnSeq> {
  const { index, page, collectionOf, collection } = context;
  // Taken together, before anything is awaited: the seq belongs to exactly these entries.
  const { seq: seqAtHead, incarnation, head } = index;
  const changes = lastOccurrences(index.changesSince(position), position);
  const mine = changes.filter(({ id }) => collectionOf(id) === collection);
  const { last, all } = await offerAll(page, mine);
  // Nothing new: the same place is the same text, however the store calls it now.
  if (all && own.incarnation === incarnation && own.at === head) return own;
  if (all) return { incarnation, seq: seqAtHead, at: head };
  return { incarnation, seq: last?.seq ?? own.seq, at: last?.at ?? position };
}

/**
 * Where this index's ring goes on from; undefined when it cannot tell. Its own positions are exact. A seq by its name alone
 * is one only where a store has one copy of everything: elsewhere the same seq, read from a copy that lags, covers less
 * than this index had read when it came by, and what lies between would never be sent.
 */
function ringPosition({ index, topology }: FollowContext, own: OwnSeq): number | undefined {
  const { incarnation, seq, at } = own;
  if (incarnation === index.incarnation && at !== undefined) return index.reachesBack(at) ? at : undefined;
  return topology === 'single' ? index.position(seq) : undefined;
}

async function followFeed(context: FollowContext, own: OwnSeq): Promise<OwnSeq> {
  const { feeds, page, collectionOf, collection } = context;
  let reached = own.seq;
  for (let n = 0; ; n += 1) {
    const stretch = await feeds.stretch(own.seq, n);
    const rows = stretch.rows.filter((row) => collectionOf(row.id) === collection);
    const { last, all } = await offerAll(page, rows);
    reached = all ? stretch.last : (last?.seq ?? reached);
    if (stretch.end || page.full || !all) return { incarnation: '', seq: reached };
  }
}

/** The changes since each seq, until the page is full. Rejects with SeqRefused or TooFarBehind. */
export async function follow(context: FollowContext, seqs: readonly OwnSeq[]): Promise<readonly OwnSeq[]> {
  const reached: OwnSeq[] = [];
  for (const own of seqs) {
    if (context.page.full) {
      reached.push(own);
      continue;
    }
    const position = ringPosition(context, own);
    reached.push(
      position === undefined ? await followFeed(context, own) : await followRing(context, own, position),
    );
  }
  return reached;
}
