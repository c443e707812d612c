/**
 * Walking a member's keys after their rights changed (or for a new replica): in id order, page by page, first the keys
 * that were lost, then the keys gained. How far is written in the token, so any process can go on.
 */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { Acl } from '@communitrak/domain/core/acl.ts';
import type { ChangeIndex } from './change-index.ts';
import type { Page } from './page.ts';
import type { SyncRules } from './rules.ts';
import type { Place, Walk } from './token.ts';

export interface WalkContext {
  readonly index: ChangeIndex;
  readonly acl: Acl;
  readonly collection: CollectionName;
  readonly page: Page;
  readonly rules: SyncRules;
}

/** The place with a walk begun, when the member's rights are newer than those it has walked. */
export function withWalk(place: Place, acl: Acl): Place {
  if (place.walk !== undefined || acl.epoch <= place.epoch) return place;
  return { ...place, walk: { to: acl.epoch, kind: 'lost', after: '' } };
}

function finished(place: Place, walk: Walk): Place {
  if (walk.kind === 'lost') return { ...place, walk: { to: walk.to, kind: 'gained', after: '' } };
  const { walk: _, ...rest } = place;
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
export async function walkOn(context: WalkContext, place: Place, walk: Walk): Promise<Place> {
  const { index, acl, collection, page, rules } = context;
  const seqs = [...rules.seqsOfWalk(place.seqs, index)];
  let after = walk.after;
  while (!page.full) {
    const question = { index, collection, acl, epoch: place.epoch, walk: { ...walk, after } };
    const candidates = take(rules.walkIds(question), page.room);
    const last = candidates.at(-1);
    if (last === undefined) return finished({ ...place, seqs }, walk);
    await page.offer(candidates);
    after = last.id;
  }
  return { ...place, seqs, walk: { ...walk, after } };
}
