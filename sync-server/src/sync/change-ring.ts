/**
 * The last changes that a view has read, with the seq after each: most replicas ask for what came since a moment ago, and
 * are answered from here. Positions count changes from the view's first reading; seqs are opaque strings and only ever
 * looked up, never compared.
 */
export interface RingEntry {
  readonly id: string;
  /** The seq that continues after this entry. */
  readonly seq: string;
}

const SEQS_PER_CHANGE = 4;

export class ChangeRing {
  readonly #capacity: number;
  #entries: RingEntry[] = [];
  #base = 0;
  readonly #positions = new Map<string, number>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Position after the last change. */
  get head(): number {
    return this.#base + this.#entries.length;
  }

  push(id: string, seq: string): void {
    this.#entries.push({ id, seq });
    this.mark(seq);
    if (this.#entries.length > this.#capacity * 1.25) this.#trim();
  }

  /**
   * Notes that `seq` names the present position. A seq that is known keeps its earlier position: reading from there
   * repeats changes, reading from the later one could skip some.
   */
  mark(seq: string): void {
    if (this.#positions.has(seq)) return;
    this.#positions.set(seq, this.head);
    if (this.#positions.size > this.#capacity * SEQS_PER_CHANGE) this.#forgetOldest();
  }

  /** Undefined when this ring does not know the seq, or no longer reaches back to it. */
  position(seq: string): number | undefined {
    const position = this.#positions.get(seq);
    return position === undefined || position < this.#base ? undefined : position;
  }

  reachesBack(position: number): boolean {
    return position >= this.#base && position <= this.head;
  }

  /** The changes after a position that the ring reaches back to, oldest first. */
  since(position: number): readonly RingEntry[] {
    return this.#entries.slice(position - this.#base);
  }

  /** Rows that change nothing name positions too. A forgotten seq is read from the store, like anyone else's. */
  #forgetOldest(): void {
    let excess = this.#positions.size - this.#capacity * (SEQS_PER_CHANGE - 1);
    for (const seq of this.#positions.keys()) {
      if (excess <= 0) break;
      this.#positions.delete(seq);
      excess -= 1;
    }
  }

  #trim(): void {
    const excess = this.#entries.length - this.#capacity;
    this.#entries.splice(0, excess);
    this.#base += excess;
    for (const [seq, position] of this.#positions) {
      if (position >= this.#base) break;
      this.#positions.delete(seq);
    }
  }
}
