/**
 * Which records of a collection hold which documents, and how much of each record still counts: what compaction and
 * purging go by. Knows no documents, only their ids.
 */
interface Held {
  readonly n: number;
  readonly bytes: number;
  /** Documents whose last version is in this record. */
  live: number;
}

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
    return (typeof held === 'number' ? [held] : held).filter((key) => this.#records.has(key));
  }

  /** The record with its last version. */
  home(id: string): number | undefined {
    return this.#keysOf(id).at(-1);
  }

  /** A record was written or read, after all those noted before. */
  note(key: number, ids: readonly string[], bytes: number): void {
    for (const id of ids) {
      const before = this.#keysOf(id);
      const last = this.#records.get(before.at(-1) ?? -1);
      if (last !== undefined) {
        last.live -= 1;
        this.#live -= 1;
      }
      this.#where.set(id, before.length === 0 ? key : [...before, key]);
    }
    this.#records.set(key, { n: ids.length, bytes, live: ids.length });
    this.#documents += ids.length;
    this.#live += ids.length;
    this.#bytes += bytes;
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
    for (const id of ids) for (const key of this.#keysOf(id)) keys.add(key);
    return [...keys].sort((a, b) => a - b);
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
