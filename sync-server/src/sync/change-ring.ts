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
/** A place in the list of changes or in the map of seqs, beside the seq's letters; measured. */
const PLACE_BYTES = 80;

export class ChangeRing {
  readonly #capacity: number;
  #entries: RingEntry[] = [];
  #base = 0;
  readonly #positions = new Map<string, number>();
  /** Letters of the last seq: those of one store are about as long as each other. */
  #seqLength = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Position after the last change. */
  get head(): number {
    return this.#base + this.#entries.length;
  }

  /** About what it holds in memory. A cluster's seqs are long, so this is no trifle. */
  get bytes(): number {
    return this.#positions.size * (PLACE_BYTES + this.#seqLength) + this.#entries.length * PLACE_BYTES;
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
    this.#seqLength = seq.length;
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
