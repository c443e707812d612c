/**
 * Walking a member's keys after their rights changed (or for a new replica): in id order, page by page, first the keys
 * that were lost, then the keys gained. How far is written in the token, so any process can go on.
 */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { Acl } from '@communitrak/domain/core/acl.ts';
import type { ChangeIndex } from './change-index.ts';
import type { Page } from './page.ts';
import type { SyncRules } from './rules.ts';
import type { PullPosition, Walk } from './token.ts';

export interface WalkContext {
  readonly index: ChangeIndex;
  readonly acl: Acl;
  readonly collection: CollectionName;
  readonly page: Page;
  readonly rules: SyncRules;
}

/** The position with a walk begun, when the member's rights are newer than those it has walked. */
export function withWalk(position: PullPosition, acl: Acl): PullPosition {
  if (position.walk !== undefined || acl.epoch <= position.epoch) return position;
  return { ...position, walk: { to: acl.epoch, kind: 'lost', after: '' } };
}

function finished(position: PullPosition, walk: Walk): PullPosition {
  if (walk.kind === 'lost') return { ...position, walk: { to: walk.to, kind: 'gained', after: '' } };
  const { walk: _, ...rest } = position;
  return { ...rest, epoch: walk.to };
}

function take(ids: Iterable<string>, count: number): readonly { readonly id: string }[] {
  const taken: { readonly id: string }[] = [];
  for (const id of ids) {
    taken.push({ id });
    if (taken.length >= count) break;
  }
  return taken;
}

/** Walks one stretch: to the end of the present kind of keys, or until the page is full. */
export async function walkOn(
  context: WalkContext,
  position: PullPosition,
  walk: Walk,
): Promise<PullPosition> {
  const { index, acl, collection, page, rules } = context;
  const seqs = [...rules.seqsOfWalk(position.seqs, index)];
  let after = walk.after;
  while (!page.full) {
    const question = { index, collection, acl, epoch: position.epoch, walk: { ...walk, after } };
    const candidates = take(rules.walkIds(question), page.room);
    const last = candidates.at(-1);
    if (last === undefined) return finished({ ...position, seqs }, walk);
    await page.offer(candidates);
    after = last.id;
  }
  return { ...position, seqs, walk: { ...walk, after } };
}
