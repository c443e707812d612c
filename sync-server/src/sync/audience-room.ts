/** Who listens in one association, by audience key: whom a changed document concerns is looked up, not asked of each. */
import type { Key } from '@communitrak/domain/core/principal.ts';
import { currentAudience } from '../access/key-intervals.ts';
import type { Rights } from '../access/visibility.ts';
import type { IndexChange } from './change-index.ts';
import type { Listener, ListenerRights } from './listener.ts';

/** Above so many listeners of a key their pulls are spread over JITTER_MS. */
export const CROWD = 200;
export const JITTER_MS = 2000;

export interface RoomOptions {
  /** From 0 to 1. */
  readonly random: () => number;
  /** What is remembered of a writer's rights. */
  readonly rightsOf: (member: string) => Rights | undefined;
}

const householdKeys = (keys: Iterable<Key>): readonly Key[] =>
  [...keys].filter((key) => key.startsWith('hh:'));

export class AudienceRoom {
  readonly #options: RoomOptions;
  readonly #listeners = new Set<Listener>();
  readonly #byKey = new Map<Key, Set<Listener>>();

  constructor(options: RoomOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#listeners.size;
  }

  add(listener: Listener): void {
    this.#listeners.add(listener);
    for (const key of listener.rights.keys) {
      const known = this.#byKey.get(key);
      if (known === undefined) this.#byKey.set(key, new Set([listener]));
      else known.add(listener);
    }
  }

  delete(listener: Listener): void {
    this.#listeners.delete(listener);
    for (const key of listener.rights.keys) {
      const known = this.#byKey.get(key);
      known?.delete(listener);
      if (known?.size === 0) this.#byKey.delete(key);
    }
  }

  has(listener: Listener): boolean {
    return this.#listeners.has(listener);
  }

  /** New rights take effect, and are told. */
  move(listener: Listener, rights: ListenerRights): void {
    if (!this.#listeners.has(listener) || listener.rights.epoch === rights.epoch) return;
    this.delete(listener);
    listener.rights = rights;
    this.add(listener);
    listener.pokeAll();
  }

  of(member: string): readonly Listener[] {
    return [...this.#listeners].filter((listener) => listener.member === member);
  }

  all(): readonly Listener[] {
    return [...this.#listeners];
  }

  /** Whoever sees the document now, or saw it before the change. */
  announce({ before, after }: IndexChange): void {
    if (after === undefined) return;
    const audience = new Set([...currentAudience(before?.keys ?? {}), ...currentAudience(after.keys)]);
    for (const key of audience) {
      const listeners = this.#byKey.get(key);
      if (listeners === undefined) continue;
      const hurried = listeners.size > CROWD ? this.#hurried(after.by) : undefined;
      for (const listener of listeners) {
        const waits = hurried !== undefined && !hurried(listener);
        listener.poke(after.collection, waits ? this.#options.random() * JITTER_MS : 0);
      }
    }
  }

  /** The writer, their household and the office look at the screen right now. */
  #hurried(writer: string): (listener: Listener) => boolean {
    const own = householdKeys(this.#options.rightsOf(writer)?.current ?? []);
    return ({ member, rights }) =>
      member === writer || rights.keys.has('office') || own.some((key) => rights.keys.has(key));
  }
}
