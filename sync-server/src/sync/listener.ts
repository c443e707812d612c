/**
 * One device's stream of pokes: the first goes at once, further ones within 50 ms are merged, and a poke that may wait is
 * sent with an earlier one when there is one. Knows no documents.
 */
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import type { Key } from '@communitrak/domain/core/principal.ts';
import type { Clock } from '../ports/clock.ts';
import type { PokeSink } from './sync-service.ts';

export const MERGE_MS = 50;

export interface ListenerRights {
  readonly keys: ReadonlySet<Key>;
  readonly epoch: number;
}

export class Listener {
  readonly member: string;
  rights: ListenerRights;
  readonly #sink: PokeSink;
  readonly #clock: Clock;
  readonly #pending = new Set<CollectionName>();
  #everything = false;
  #lastAt = -Infinity;
  #dueAt = Infinity;
  #timer: NodeJS.Timeout | undefined;
  #ended = false;

  constructor(member: string, rights: ListenerRights, sink: PokeSink, clock: Clock) {
    this.member = member;
    this.rights = rights;
    this.#sink = sink;
    this.#clock = clock;
  }

  /** @param delayMs jitter; 0 for what goes at once */
  poke(collection: CollectionName, delayMs: number): void {
    this.#pending.add(collection);
    this.#schedule(delayMs);
  }

  /** "Sync all": after connecting, after new rights, after a gap in what this process saw. */
  pokeAll(): void {
    this.#everything = true;
    this.#schedule(0);
  }

  end(): void {
    if (this.#ended) return;
    this.stop();
    this.#sink.end('signed-out');
  }

  stop(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  #schedule(delayMs: number): void {
    if (this.#ended) return;
    const now = this.#clock();
    const dueAt = Math.max(now + delayMs, this.#lastAt + MERGE_MS);
    if (dueAt >= this.#dueAt) return;
    clearTimeout(this.#timer);
    this.#dueAt = dueAt;
    if (dueAt <= now) this.#send();
    else this.#timer = setTimeout(() => this.#send(), dueAt - now);
  }

  #send(): void {
    const collections = this.#everything ? [] : [...this.#pending];
    this.#pending.clear();
    this.#everything = false;
    this.#dueAt = Infinity;
    this.#lastAt = this.#clock();
    this.#sink.poke({ collections, epoch: this.rights.epoch });
  }
}
