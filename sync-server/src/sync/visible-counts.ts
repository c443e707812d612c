/**
 * How many documents a set of keys shows, remembered: each page of a walk tells the whole, and counting it anew for each
 * would make a first pull cost the square of its length. A change in a collection forgets that collection's counts.
 */
import { LRUCache } from 'lru-cache';
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { Key } from '@communitrak/domain/core/principal.ts';

const MAX_REMEMBERED = 200;

export class VisibleCounts {
  readonly #counts = new LRUCache<string, number>({ max: MAX_REMEMBERED });
  readonly #changes = new Map<CollectionName, number>();

  changed(collection: CollectionName): void {
    this.#changes.set(collection, (this.#changes.get(collection) ?? 0) + 1);
  }

  of(collection: CollectionName, keys: ReadonlySet<Key>, count: () => number): number {
    const name = [collection, this.#changes.get(collection) ?? 0, ...[...keys].sort()].join(' ');
    const known = this.#counts.get(name);
    if (known !== undefined) return known;
    const counted = count();
    this.#counts.set(name, counted);
    return counted;
  }
}
