/**
 * The views this process holds: one an association, built when first asked for, dropped when idle or when memory runs
 * short (least recently used first; what is in use loses bodies only). Knows nothing of what views are used for.
 */
import type { NewId } from '@communitrak/domain/core/ids.ts';
import { NoSuchMember } from '../access/no-such-member.ts';
import type { Clock } from '../ports/clock.ts';
import { SeqRefused } from '../ports/doc-store.ts';
import { openAssociationView, type AssociationView, type Phase } from './association-view.ts';
import type { IndexChange } from './change-index.ts';
import type { Databases } from './databases.ts';
import type { CollectionOf } from './view-index.ts';

export const IDLE_MS = 10 * 60_000;
const SWEEP_MS = 30_000;
/** Under pressure this much is freed beyond the budget, so that the next row does not begin again. */
const FREE_BEYOND = 0.1;

export interface ViewsOptions {
  readonly databases: Databases;
  readonly collectionOf: CollectionOf;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly budgetBytes: number;
  readonly onChanges: (association: string, changes: readonly IndexChange[], phase: Phase) => void;
  readonly onSize: (count: number, bytes: number) => void;
  /** Memory ran short: whole views dropped, and bytes of bodies dropped from views that stay. */
  readonly onEvicted?: (views: number, bodyBytes: number) => void;
}

interface Slot {
  readonly opening: Promise<AssociationView>;
  view: AssociationView | undefined;
  users: number;
  lastUsed: number;
}

export interface Held {
  readonly view: AssociationView;
  release(): void;
}

export class Views {
  readonly #options: ViewsOptions;
  readonly #slots = new Map<string, Slot>();
  readonly #timer: NodeJS.Timeout;

  constructor(options: ViewsOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.sweep(), SWEEP_MS).unref();
  }

  /** The view if this process has one; never builds. */
  active(association: string): AssociationView | undefined {
    return this.#slots.get(association)?.view;
  }

  /**
   * The view, kept while it is held, and caught up with everything acknowledged before the call. A view whose seq the
   * store refuses (restored, recreated) is thrown away and built anew, once.
   * @throws NoSuchMember when there is no such association
   */
  async hold(association: string): Promise<Held> {
    const first = await this.#acquire(association);
    try {
      await first.view.catchUp();
      return first;
    } catch (error) {
      first.release();
      if (!(error instanceof SeqRefused)) throw error;
      this.discard(association, first.view);
      return this.#acquire(association);
    }
  }

  async using<T>(association: string, work: (view: AssociationView) => Promise<T>): Promise<T> {
    const held = await this.hold(association);
    try {
      return await work(held.view);
    } finally {
      held.release();
    }
  }

  /** Throws the view away, if it still is this one. */
  discard(association: string, view: AssociationView): void {
    if (this.#slots.get(association)?.view === view) this.#slots.delete(association);
  }

  /** Drops what has been idle, then keeps within the budget. */
  sweep(): void {
    const oldest = this.#options.clock() - IDLE_MS;
    for (const [association, slot] of this.#slots) {
      if (slot.users === 0 && slot.view !== undefined && slot.lastUsed <= oldest)
        this.#slots.delete(association);
    }
    this.#shrink();
    this.#options.onSize(this.#slots.size, this.#bytes());
  }

  close(): void {
    clearInterval(this.#timer);
    this.#slots.clear();
  }

  async #acquire(association: string): Promise<Held> {
    const slot = this.#slots.get(association) ?? this.#open(association);
    slot.users += 1;
    let released = false;
    const release = (): void => {
      if (released) return;
      released = true;
      slot.users -= 1;
      slot.lastUsed = this.#options.clock();
      this.#shrink();
    };
    try {
      // Most recently used last: the map's own order is the order of eviction.
      if (this.#slots.get(association) === slot) this.#slots.delete(association);
      this.#slots.set(association, slot);
      return { view: await slot.opening, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  #open(association: string): Slot {
    const opening = this.#build(association);
    const slot: Slot = { opening, view: undefined, users: 0, lastUsed: this.#options.clock() };
    this.#slots.set(association, slot);
    opening.then(
      (view) => {
        slot.view = view;
      },
      () => {
        if (this.#slots.get(association) === slot) this.#slots.delete(association);
      },
    );
    return slot;
  }

  async #build(association: string): Promise<AssociationView> {
    const { databases, collectionOf, newId, onChanges } = this.#options;
    const database = await databases.of(association);
    if (database === undefined) throw new NoSuchMember(`No association ${association}`);
    return openAssociationView({
      database,
      collectionOf,
      newId,
      onChanges: (changes, phase) => onChanges(association, changes, phase),
    });
  }

  #bytes(): number {
    let sum = 0;
    for (const { view } of this.#slots.values()) sum += view?.bytes ?? 0;
    return sum;
  }

  #shrink(): void {
    const budget = this.#options.budgetBytes;
    const excess = this.#bytes() - budget * (1 - FREE_BEYOND);
    if (excess > budget * FREE_BEYOND) this.#freeBodies(excess - this.#freeViews(excess));
  }

  /** Whole views nobody uses, least recently used first; never the only one: the same device asks again at once. */
  #freeViews(wanted: number): number {
    let freed = 0;
    for (const [association, { view, users }] of this.#slots) {
      if (freed >= wanted || this.#slots.size === 1) break;
      if (view === undefined || users > 0) continue;
      this.#slots.delete(association);
      freed += view.bytes;
      this.#options.onEvicted?.(1, 0);
    }
    return freed;
  }

  #freeBodies(wanted: number): void {
    let freed = 0;
    for (const { view } of this.#slots.values()) {
      if (freed >= wanted) break;
      freed += view?.evictBodies(wanted - freed) ?? 0;
    }
    if (freed > 0) this.#options.onEvicted?.(0, freed);
  }
}
