/**
 * A view's documents as they go over the wire, in the order of their last use: what a device was sent lately is sent to
 * the next one too, so what nobody asked for longest goes first. Knows only ids and text.
 */
const TEXT_OVERHEAD_BYTES = 80;
/** One letter beyond Latin-1 makes the engine keep the whole text in two bytes a letter. */
const WIDE = /[\u0100-\uffff]/;

/** What a text costs in memory: its letters, the string's own head, its place in the map. */
export function textBytes(text: string): number {
  return text.length * (WIDE.test(text) ? 2 : 1) + TEXT_OVERHEAD_BYTES;
}

export class BodyCache {
  /** A map keeps the order of setting, so whatever is used is set anew. */
  readonly #texts = new Map<string, string>();
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  /** A use: it will be among the last to go. */
  use(id: string): string | undefined {
    const text = this.#texts.get(id);
    if (text === undefined) return undefined;
    this.#texts.delete(id);
    this.#texts.set(id, text);
    return text;
  }

  /** Without counting as a use. */
  peek(id: string): string | undefined {
    return this.#texts.get(id);
  }

  set(id: string, text: string): void {
    this.delete(id);
    this.#texts.set(id, text);
    this.#bytes += textBytes(text);
  }

  delete(id: string): void {
    const text = this.#texts.get(id);
    if (text === undefined) return;
    this.#texts.delete(id);
    this.#bytes -= textBytes(text);
  }

  /** Drops the least recently used until so many bytes are free. @returns bytes freed */
  evict(bytes: number): number {
    const before = this.#bytes;
    for (const id of this.#texts.keys()) {
      if (before - this.#bytes >= bytes) break;
      this.delete(id);
    }
    return before - this.#bytes;
  }
}
