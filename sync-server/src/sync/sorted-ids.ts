/**
 * Ids in code-unit order, with binary search. Built unsorted and sorted at the first reading, because a view is filled
 * once with everything and afterwards changes by single ids.
 */
export class SortedIds {
  #ids: string[] = [];
  #sorted = true;

  get size(): number {
    return this.#settled().length;
  }

  /** The id must not be there yet. Keeps the order: one search and one shift. */
  add(id: string): void {
    const ids = this.#settled();
    const last = ids.at(-1);
    if (last === undefined || last < id) ids.push(id);
    else ids.splice(this.#above(id), 0, id);
  }

  /** While a view is being filled: cheap, and put in order when first read. */
  append(id: string): void {
    const last = this.#ids.at(-1);
    if (last !== undefined && last >= id) this.#sorted = false;
    this.#ids.push(id);
  }

  delete(id: string): void {
    const ids = this.#settled();
    const index = this.#above(id) - 1;
    if (ids[index] === id) ids.splice(index, 1);
  }

  /** Index of the first id that sorts after `id`. */
  indexAfter(id: string): number {
    this.#settled();
    return this.#above(id);
  }

  at(index: number): string | undefined {
    return this.#settled()[index];
  }

  [Symbol.iterator](): IterableIterator<string> {
    return this.#settled()[Symbol.iterator]();
  }

  #settled(): string[] {
    if (!this.#sorted) {
      this.#ids.sort();
      this.#sorted = true;
    }
    return this.#ids;
  }

  #above(id: string): number {
    const ids = this.#ids;
    let low = 0;
    let high = ids.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const there = ids[middle];
      if (there !== undefined && there <= id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

interface Cursor {
  readonly ids: SortedIds;
  index: number;
}

function smallest(cursors: readonly Cursor[]): string | undefined {
  let least: string | undefined;
  for (const { ids, index } of cursors) {
    const id = ids.at(index);
    if (id !== undefined && (least === undefined || id < least)) least = id;
  }
  return least;
}

/** The union of several lists in order, each id once, beginning strictly after `after` ('' = from the start). */
export function* unionAfter(lists: readonly SortedIds[], after: string): Generator<string, void> {
  const cursors = lists.map((ids): Cursor => ({ ids, index: after === '' ? 0 : ids.indexAfter(after) }));
  for (let id = smallest(cursors); id !== undefined; id = smallest(cursors)) {
    yield id;
    for (const cursor of cursors) if (cursor.ids.at(cursor.index) === id) cursor.index += 1;
  }
}
