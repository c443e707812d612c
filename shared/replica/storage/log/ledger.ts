/**
 * Which records of a collection hold which documents, and how much of each record still counts: what compaction and
 * purging go by. Knows no documents, only their ids.
 */
interface Held {
  readonly n: number;
  readonly bytes: number;
  /** Documents whose last version is in this record. */
  live: number;
  /** Its documents, where they are few. */
  readonly ids: readonly string[] | undefined;
}

/** A record of so few documents is written anew whole when one of them changes: so no old version stays behind. */
const FEW = 8;

export class Ledger {
  readonly #records = new Map<number, Held>();
  /** Keys of the records with a version of it, oldest first; most documents are in one. */
  readonly #where = new Map<string, number | readonly number[]>();
  #documents = 0;
  #live = 0;
  #bytes = 0;

  /** Documents in the log, superseded versions included. */
  get documents(): number {
    return this.#documents;
  }

  get live(): number {
    return this.#live;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get records(): ReadonlyMap<number, Readonly<Held>> {
    return this.#records;
  }

  #keysOf(id: string): readonly number[] {
    const held = this.#where.get(id) ?? [];
    return typeof held === 'number' ? [held] : held;
  }

  /** The record with its last version; undefined when that was deleted, though older versions may lie elsewhere. */
  home(id: string): number | undefined {
    const last = this.#keysOf(id).at(-1);
    return last !== undefined && this.#records.has(last) ? last : undefined;
  }

  /** A record was written or read, after all those noted before. */
  note(key: number, ids: readonly string[], bytes: number): void {
    for (const id of ids) {
      if (this.#where.has(id)) this.#replace(id, key);
      else this.#where.set(id, key);
    }
    const few = ids.length <= FEW ? ids : undefined;
    this.#records.set(key, { n: ids.length, bytes, live: ids.length, ids: few });
    this.#documents += ids.length;
    this.#live += ids.length;
    this.#bytes += bytes;
  }

  #replace(id: string, key: number): void {
    const home = this.home(id);
    const before = this.#keysOf(id).filter((one) => this.#records.has(one));
    this.#where.set(id, before.length === 0 ? key : [...before, key]);
    const last = this.#records.get(home ?? -1);
    if (home === undefined || last === undefined) return;
    last.live -= 1;
    this.#live -= 1;
    // Whoever replaced its last living document has deleted it.
    if (last.live === 0) this.drop([home]);
  }

  /** Records were deleted. */
  drop(keys: Iterable<number>): void {
    for (const key of keys) {
      const held = this.#records.get(key);
      if (held === undefined) continue;
      this.#records.delete(key);
      this.#documents -= held.n;
      this.#live -= held.live;
      this.#bytes -= held.bytes;
    }
  }

  /** All others were deleted. */
  retain(keys: ReadonlySet<number>): void {
    this.drop([...this.#records.keys()].filter((key) => !keys.has(key)));
  }

  /** All records with any version of these documents, superseded ones included. */
  holding(ids: Iterable<string>): readonly number[] {
    const keys = new Set<number>();
    for (const id of ids) for (const key of this.#keysOf(id)) if (this.#records.has(key)) keys.add(key);
    return [...keys].sort((a, b) => a - b);
  }

  /**
   * What a write of these documents leaves without use: records to delete with it, and documents of theirs that must
   * be written along because they still live there.
   */
  replacedBy(ids: ReadonlyMap<string, unknown>): {
    readonly records: readonly number[];
    readonly along: readonly string[];
  } {
    const records: number[] = [];
    const along: string[] = [];
    for (const [key, count] of this.#homesOf(ids.keys())) {
      const held = this.#records.get(key);
      if (held === undefined || (held.ids === undefined && held.live > count)) continue;
      records.push(key);
      along.push(...(held.ids ?? []).filter((id) => !ids.has(id) && this.home(id) === key));
    }
    return { records, along };
  }

  /** How many of these documents live in which record. */
  #homesOf(ids: Iterable<string>): ReadonlyMap<number, number> {
    const homes = new Map<number, number>();
    for (const id of ids) {
      const home = this.home(id);
      if (home !== undefined) homes.set(home, (homes.get(home) ?? 0) + 1);
    }
    return homes;
  }

  forget(ids: Iterable<string>): void {
    for (const id of ids) this.#where.delete(id);
  }

  clear(): void {
    this.#records.clear();
    this.#where.clear();
    this.#documents = 0;
    this.#live = 0;
    this.#bytes = 0;
  }
}
