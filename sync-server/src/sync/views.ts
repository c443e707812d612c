/**
 * The views this process holds: one an association, begun when first asked for, dropped when idle or when memory runs
 * short (least recently used first; what is in use loses bodies only), saved when dropped so that it comes back
 * cheaply. Knows nothing of what views are used for.
 */
import type { NewId } from '@communitrak/domain/core/ids.ts';
import { NoSuchMember } from '../access/no-such-member.ts';
import type { Clock } from '../ports/clock.ts';
import { SeqRefused } from '../ports/doc-store.ts';
import { openAssociationView, type AssociationView } from './association-view.ts';
import type { IndexChange } from './change-index.ts';
import type { Databases } from './databases.ts';
import { createConcurrencyLimit } from './concurrency-limit.ts';
import type { Snapshots } from './snapshots.ts';
import type { CollectionOf } from './view-index.ts';
import type { Phase } from './view-start.ts';

export const IDLE_MS = 10 * 60_000;
const SWEEP_MS = 30_000;
/** Under pressure this much is freed beyond the budget, so that the next row does not begin again. */
const FREE_BEYOND = 0.1;
/** So many views are begun at once: each reads pages of rows, which are not yet counted in anything. */
const BEGUN_AT_ONCE = 4;

export interface ViewsOptions {
  readonly databases: Databases;
  readonly collectionOf: CollectionOf;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly budgetBytes: number;
  readonly isShownAtStart: (id: string) => boolean;
  /** Undefined: every view begins with a full reading. */
  readonly snapshots: Snapshots | undefined;
  readonly onChanges: (association: string, changes: readonly IndexChange[], phase: Phase) => void;
  readonly onSize: (count: number, bytes: number) => void;
  readonly onEvicted?: (what: 'view' | 'bodies', bytes: number) => void;
}

interface Slot {
  readonly opening: Promise<AssociationView>;
  view: AssociationView | undefined;
  /** What it holds while it is begun. */
  growing: number;
  users: number;
  lastUsed: number;
}

export interface Held {
  readonly view: AssociationView;
  release(): void;
}

const bytesOf = ({ view, growing }: Slot): number => view?.bytes ?? growing;

export class Views {
  readonly #options: ViewsOptions;
  /** Most recently used last: the map's own order is the order of eviction. */
  readonly #slots = new Map<string, Slot>();
  readonly #timer: NodeJS.Timeout;
  readonly #limit = createConcurrencyLimit(BEGUN_AT_ONCE);

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
      await this.#options.snapshots?.forget(association);
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

  /** Throws the view away, if it still is this one; nothing of it is saved. */
  discard(association: string, view: AssociationView): void {
    if (this.#slots.get(association)?.view !== view) return;
    this.#slots.delete(association);
    this.#options.onChanges(association, [], 'dropped');
  }

  /** Drops what has been idle, then keeps within the budget. */
  sweep(): void {
    const oldest = this.#options.clock() - IDLE_MS;
    for (const [association, { view, users, lastUsed }] of this.#slots) {
      if (users === 0 && view !== undefined && lastUsed <= oldest) this.#drop(association, view);
    }
    this.#shrink();
    this.#options.onSize(this.#slots.size, this.#bytes());
  }

  /** Resolves when everything that was to be saved is. */
  async settled(): Promise<void> {
    await this.#options.snapshots?.idle();
  }

  /** Saves what is worth saving, as far as a process that ends has time for it. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    const { snapshots } = this.#options;
    snapshots?.closing();
    // The last used first: they are wanted again soonest.
    for (const [association, { view }] of [...this.#slots].reverse()) {
      if (view !== undefined) this.#drop(association, view);
    }
    this.#slots.clear();
    await this.settled();
  }

  #drop(association: string, view: AssociationView): void {
    const { snapshots } = this.#options;
    const state = snapshots === undefined ? undefined : view.toSave();
    if (state !== undefined) snapshots?.save(association, state);
    this.discard(association, view);
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
      if (this.#slots.get(association) === slot) this.#slots.delete(association);
      this.#slots.set(association, slot);
      return { view: await slot.opening, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  #open(association: string): Slot {
    const opening = this.#limit(() => this.#build(association));
    const slot: Slot = { opening, view: undefined, growing: 0, users: 0, lastUsed: this.#options.clock() };
    this.#slots.set(association, slot);
    opening.then(
      (view) => {
        slot.view = view;
        slot.growing = 0;
      },
      () => {
        if (this.#slots.get(association) === slot) this.#slots.delete(association);
      },
    );
    return slot;
  }

  async #build(association: string): Promise<AssociationView> {
    const { databases, snapshots, onChanges, ...rest } = this.#options;
    const database = await databases.of(association);
    if (database === undefined) {
      await snapshots?.forget(association);
      throw new NoSuchMember(`No association ${association}`);
    }
    const saved = snapshots && {
      load: (identity: string) => snapshots.load(association, identity),
      refuse: (error: unknown) => snapshots.refuse(association, error),
    };
    return openAssociationView({
      ...rest,
      database,
      saved,
      onChanges: (changes, phase) => onChanges(association, changes, phase),
      onGrowth: (bytes) => this.#grown(association, bytes),
    });
  }

  #grown(association: string, bytes: number): void {
    const slot = this.#slots.get(association);
    if (slot === undefined || slot.view !== undefined) return;
    slot.growing = bytes;
    this.#shrink();
  }

  #bytes(): number {
    let sum = 0;
    for (const slot of this.#slots.values()) sum += bytesOf(slot);
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
      freed += view.bytes;
      this.#options.onEvicted?.('view', view.bytes);
      this.#drop(association, view);
    }
    return freed;
  }

  #freeBodies(wanted: number): void {
    let freed = 0;
    for (const { view } of this.#slots.values()) {
      if (freed >= wanted) break;
      freed += view?.evictBodies(wanted - freed) ?? 0;
    }
    if (freed > 0) this.#options.onEvicted?.('bodies', freed);
  }
}
