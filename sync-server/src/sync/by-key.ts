/** Ordered ids by collection and audience key, and children by parent: the view's two ways to find documents. */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { Key } from '@communitrak/domain/core/principal.ts';
import { SortedIds, unionAfter } from './sorted-ids.ts';

export class IdsByKey {
  readonly #lists = new Map<string, SortedIds>();

  /** Ids that have one of the keys, each once, in order, strictly after `after`. */
  after(collection: CollectionName, keys: Iterable<Key>, after: string): Iterable<string> {
    const lists = [...new Set(keys)].map((key) => this.#lists.get(`${collection} ${key}`));
    return unionAfter(
      lists.filter((list) => list !== undefined),
      after,
    );
  }

  /** @param filling true while everything is read for the first time */
  move(id: string, collection: CollectionName, had: object, has: object, filling: boolean): void {
    for (const key of Object.keys(had)) {
      if (!Object.hasOwn(has, key)) this.#list(collection, key).delete(id);
    }
    for (const key of Object.keys(has)) {
      if (Object.hasOwn(had, key)) continue;
      if (filling) this.#list(collection, key).append(id);
      else this.#list(collection, key).add(id);
    }
  }

  #list(collection: CollectionName, key: Key): SortedIds {
    const name = `${collection} ${key}`;
    const known = this.#lists.get(name);
    if (known !== undefined) return known;
    const made = new SortedIds();
    this.#lists.set(name, made);
    return made;
  }
}

export class Children {
  readonly #byParent = new Map<string, Set<string>>();

  of(parent: string): readonly string[] {
    return [...(this.#byParent.get(parent) ?? [])];
  }

  move(id: string, from: string, to: string): void {
    if (from === to) return;
    const left = this.#byParent.get(from);
    left?.delete(id);
    if (left?.size === 0) this.#byParent.delete(from);
    if (to === '') return;
    const siblings = this.#byParent.get(to);
    if (siblings === undefined) this.#byParent.set(to, new Set([id]));
    else siblings.add(id);
  }
}
