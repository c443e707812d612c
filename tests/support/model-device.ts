/**
 * A member's device in the model test: a real replica on a disk that survives crashes, what its member does there, and
 * what they must not lose by it.
 */
import { StaleWrite } from '@communitrak/replica/documents.ts';
import { openReplica, type Replica } from '@communitrak/replica/replica.ts';
import type { Body, Envelope } from '@communitrak/domain/core/envelope.ts';
import type { DeviceStorage } from '@communitrak/replica/storage/device-storage.ts';
import type { CollectionName } from '@communitrak/domain/core/entity.ts';
import { WAITING_STAMP } from '@communitrak/domain/core/envelope.ts';
import { fakePlatform } from '../../shared/testkit/fake-platform.ts';
import { countingIds } from '../../shared/testkit/clock-and-ids.ts';
import { IS_DISK_TRACED, traced } from './model-disk-trace.ts';
import { createMemoryDisk, type Contents, type Disk } from './model-disk.ts';
import { diceOf, HANG_MS, within, type Dice, type ModelClock, type Tally } from './model-dice.ts';
import { deviceEntities } from './model-entities.ts';
import { createLogDisk } from './model-log-disk.ts';
import type { Line } from './model-network.ts';
import { isLate, slowed } from './model-slow-disk.ts';

/** What a member wrote. */
export interface Written {
  readonly id: string;
  /** A field and its new value; undefined: deleted the document. */
  readonly field: string | undefined;
  readonly value: string;
  /** The whole document at once: whatever the member wrote in it before is overwritten. */
  readonly whole: boolean;
  /** They were told that it is saved. If not, the device died under it: it may be, or not. */
  readonly sure: boolean;
}

export interface DeviceOptions {
  readonly seed: number;
  readonly member: string;
  readonly association: string;
  readonly clock: ModelClock;
  readonly tally: Tally;
  readonly note: (line: string) => void;
  readonly fault: (words: string) => void;
  /** Breaks something in a replica that has just been opened, to see who notices. */
  readonly sabotage: (replica: Replica) => void;
  /** Our own storage, or RxDB's in memory: quicker, so that more can happen. */
  readonly disk: 'memory' | 'log';
}

/** The device died or was closed under what its member was doing. */
export class Closed extends Error {
  override readonly name = 'Closed';
}

/** Pages may come in between; not this often. */
const EDIT_ATTEMPTS = 20;

export class Device {
  readonly member: string;
  written: readonly Written[] = [];
  /** What they have discarded, and when, by the machine's own clock. */
  readonly discarded: { readonly what: Written; readonly at: number }[] = [];
  readonly line: Line;
  readonly #options: DeviceOptions;
  readonly #dice: Dice;
  readonly #slowness: Dice;
  #disk: Disk;
  #replica: Replica | undefined;
  /** Counts openings: what began in an earlier life is over. */
  #life = 0;
  #nudge: NodeJS.Timeout | undefined;
  /** A person does one thing after the other; what they change is what they see. */
  #hands: Promise<void> = Promise.resolve();

  constructor(options: DeviceOptions, line: (onFault: () => void) => Line) {
    this.member = options.member;
    this.#options = options;
    this.#dice = diceOf(options.seed, `device ${options.member}`);
    this.#slowness = diceOf(options.seed, `disk ${options.member}`);
    this.#disk =
      options.disk === 'log' ? createLogDisk(`${options.seed}-${options.member}`) : createMemoryDisk();
    this.line = line(() => this.#nudgeSoon());
  }

  get replica(): Replica {
    if (this.#replica === undefined) throw new Closed(this.member);
    return this.#replica;
  }

  get isOpen(): boolean {
    return this.#replica !== undefined;
  }

  contents(): Promise<Contents> {
    return this.#disk.contents();
  }

  async open(): Promise<void> {
    const { association, member, clock, sabotage } = this.#options;
    const life = (this.#life += 1);
    const replica = await openReplica({
      platform: fakePlatform(),
      session: {
        id: association,
        name: association,
        member,
        memberName: member,
        state: 'active',
        keys: [],
        epoch: 0,
      },
      accountId: member,
      baseUrl: '',
      storage: this.#storage(`${member} (${life})`),
      multiInstance: false,
      live: false,
      clock: clock.now,
      newId: countingIds(life),
      random: () => this.#dice.roll(),
      fetch: this.line.fetch(),
      entities: deviceEntities,
      batch: { pull: 5, push: 4 },
    });
    sabotage(replica);
    this.#replica = replica;
  }

  #storage(who: string): DeviceStorage {
    const { seed, tally, note } = this.#options;
    const { storage } = this.#disk;
    const watched = IS_DISK_TRACED ? traced(storage, (line) => note(`${who} ${line}`)) : storage;
    return isLate(seed) ? slowed(watched, this.#slowness, tally) : watched;
  }

  /** Dies in this instant; whatever was under way, on the disk as on the line, is where it was. */
  async crash(): Promise<void> {
    const { tally } = this.#options;
    const dying = this.replica;
    this.line.cut();
    // From here on nobody is told that anything is saved.
    this.#life += 1;
    this.#replica = undefined;
    this.#disk = await this.#disk.crashed();
    tally.add('device:crash');
    await this.#end(dying);
    await this.open();
  }

  /** Closed in the middle of whatever it does, and opened again on the same disk. */
  async reopen(): Promise<void> {
    this.#options.tally.add('device:reopen');
    const leaving = this.replica;
    this.line.cut();
    await this.#end(leaving);
    await this.open();
  }

  async close(): Promise<void> {
    clearTimeout(this.#nudge);
    await this.#end(this.replica);
  }

  async wipe(): Promise<void> {
    clearTimeout(this.#nudge);
    const { replica } = this;
    this.#replica = undefined;
    await within(HANG_MS, `wiping the device of ${this.member}`, replica.wipe());
  }

  ask(): void {
    this.#replica?.parts.sync.ask();
  }

  /** Everything sent and pulled; the network must be quiet. */
  async synced(): Promise<void> {
    this.ask();
    await within(HANG_MS, `the sync of ${this.member}`, this.replica.parts.sync.settled());
  }

  /** What lies on the device, by id. */
  async held(): Promise<ReadonlyMap<string, Envelope>> {
    const held = new Map<string, Envelope>();
    await this.#during(async () => {
      for (const rx of this.replica.parts.database.collections.values()) {
        for (const doc of await rx.find().exec()) held.set(doc.id, doc.toJSON() as Envelope);
      }
    });
    return held;
  }

  /** @param changed fields of the body that the member changed just now; without them the document is new to them */
  async write(doc: Envelope, changed?: readonly string[]): Promise<void> {
    const whole = changed === undefined;
    const life = this.#life;
    const { note } = this.#options;
    await this.#during(async () => {
      const saved = this.replica.parts.documents.write([
        { ...doc, stamp: { ...doc.stamp, state: 'waiting' } },
      ]);
      // A write that is refused as stale has not been made.
      const sure = await saved.then(
        () => life === this.#life,
        (error: unknown) => {
          if (error instanceof StaleWrite || life === this.#life) throw error;
          return false;
        },
      );
      const fields = changed ?? ['v'];
      const written = fields.map((field) => ({
        id: doc.id,
        field,
        value: String(doc.body[field]),
        whole,
        sure,
      }));
      this.written = [...this.written, ...written];
    });
    note(`${this.member} writes ${doc.id} ${JSON.stringify(doc.body)}`);
  }

  /** After whatever the member has begun before. */
  act(work: () => Promise<void>): Promise<void> {
    const mine = this.#hands.then(work);
    this.#hands = mine.catch(() => undefined);
    return mine;
  }

  async edit(id: string, changes: Body): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.#editOnce(id, changes);
      } catch (error) {
        if (!(error instanceof StaleWrite) || attempt === EDIT_ATTEMPTS) throw error;
        this.#options.tally.add('device:stale edit');
      }
    }
  }

  /** As a command does: read, change, write. */
  async #editOnce(id: string, changes: Body): Promise<void> {
    let doc: Envelope | undefined;
    await this.#during(async () => void (doc = await this.replica.parts.documents.get(id)));
    if (doc === undefined) return;
    const next: Envelope = {
      ...doc,
      body: { ...doc.body, ...changes },
      stamp: { ...doc.stamp, state: WAITING_STAMP.state },
    };
    await this.write(
      next,
      Object.keys(changes).filter((field) => field !== 'audience'),
    );
  }

  /**
   * One of what waits, not to be sent after all.
   * @returns its id, if the member was told that it is done
   */
  async discard(dice: Dice): Promise<string | undefined> {
    const life = this.#life;
    let done: string | undefined;
    await this.#during(async () => {
      const waiting = (await this.replica.parts.pendingChanges.all())
        .map(({ documentId }) => documentId)
        .sort();
      if (waiting.length === 0) return;
      const id = dice.pick(waiting);
      // A deletion that they wrote over goes with it; one that came last is not what waits.
      const all = this.written.filter((one) => one.id === id);
      const mine = all.at(-1)?.field === undefined ? all.slice(0, -1) : all;
      const sure = await this.replica.parts.documents.discard(id).then(
        () => life === this.#life,
        (error: unknown) => {
          if (life === this.#life) throw error;
          return false;
        },
      );
      this.#options.tally.add('op:discard');
      this.#options.note(`${this.member} discards ${id}`);
      const others = this.written.filter((one) => !mine.includes(one));
      // The device died under it: it may be discarded, or not.
      this.written = sure ? others : [...others, ...mine.map((one) => ({ ...one, sure: false }))];
      const at = performance.now();
      if (!sure) return;
      this.discarded.push(...mine.map((what) => ({ what, at })));
      done = id;
    });
    return done;
  }

  async remove(id: string, collection: CollectionName): Promise<void> {
    const life = this.#life;
    await this.#during(async () => {
      const doc = await this.replica.parts.database.collections.get(collection)?.findOne(id).exec();
      if (doc === undefined || doc === null || life !== this.#life) return;
      // A page may have taken it away in this moment: then there is nothing that the member deletes.
      let alive = false;
      const removed = doc.incrementalModify((current) => {
        alive = !current._deleted;
        return { ...current, _deleted: true };
      });
      const sure = await removed.then(
        () => life === this.#life,
        (error: unknown) => {
          if (life === this.#life) throw error;
          return false;
        },
      );
      if (!alive) return;
      this.written = [...this.written, { id, field: undefined, value: '', whole: true, sure }];
      this.#options.note(`${this.member} deletes ${id}`);
    });
  }

  /** What the dying replica is asked to do fails, and is nobody's fault. */
  async #during(work: () => Promise<void>): Promise<void> {
    const life = this.#life;
    try {
      await work();
    } catch (error) {
      if (life === this.#life && this.isOpen) throw error;
    }
  }

  async #end(replica: Replica): Promise<void> {
    this.#replica = undefined;
    this.#life += 1;
    await within(HANG_MS, `closing the device of ${this.member}`, replica.close());
    const { value } = replica.parts.fault$;
    if (value !== '') this.#options.note(`${this.member} reported: ${value}`);
  }

  #nudgeSoon(): void {
    this.#nudge ??= setTimeout(
      () => {
        this.#nudge = undefined;
        this.ask();
      },
      1 + this.#dice.roll() * 6,
    );
  }
}

/** For whoever does not wait for what a member does. */
export async function quietly(work: Promise<void>, fault: (words: string) => void): Promise<void> {
  try {
    await work;
  } catch (error) {
    fault(`E ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}
