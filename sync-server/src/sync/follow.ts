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
}

interface Placed extends Candidate {
  /** Continues after this candidate. */
  readonly seq: string;
}

/** @returns the last candidate offered before the page was full, and whether all were offered. */
async function offerAll(
  page: Page,
  candidates: readonly Placed[],
): Promise<{ readonly last: Placed | undefined; readonly all: boolean }> {
  let next = 0;
  while (next < candidates.length && !page.full) {
    const chunk = candidates.slice(next, next + page.room);
    await page.offer(chunk);
    next += chunk.length;
  }
  return { last: candidates[next - 1], all: next >= candidates.length };
}

/** A document that changed several times is sent once, at its last change: always the current state anyway. */
function lastOccurrences(entries: readonly RingEntry[]): readonly RingEntry[] {
  const lastAt = new Map(entries.map((entry, index) => [entry.id, index]));
  return entries.filter((entry, index) => lastAt.get(entry.id) === index);
}

async function followRing(context: FollowContext, own: OwnSeq, position: number): Promise<OwnSeq> {
  const { index, page, collectionOf, collection } = context;
  // Taken together, before anything is awaited: the seq belongs to exactly these entries.
  const { seq: seqAtHead, incarnation } = index;
  const changes = index.changesSince(position).filter((entry) => collectionOf(entry.id) === collection);
  const { last, all } = await offerAll(page, lastOccurrences(changes));
  return { incarnation, seq: all ? seqAtHead : (last?.seq ?? own.seq) };
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
    const position = context.index.position(own.seq);
    reached.push(
      position === undefined ? await followFeed(context, own) : await followRing(context, own, position),
    );
  }
  return reached;
}
