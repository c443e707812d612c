/**
 * One run of the model: two server processes on one store, three members with real replicas, a system that writes, and
 * everything that may go wrong between them; then quiet, and the oracle. The seed decides every choice; only timing is the
 * machine's.
 */
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { currentKeys } from '@communitrak/domain/core/rights.ts';
import { SYSTEM } from '@communitrak/domain/core/principal.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import { PROTOCOL_VERSION } from '@communitrak/protocol/version.ts';
import { readAcl } from '@communitrak/sync-server/access/stored-acl.ts';
import { StoreUnavailable, type StoredDoc } from '@communitrak/sync-server/ports/doc-store.ts';
import { readStored } from '@communitrak/sync-server/access/stored-envelope.ts';
import { START } from '../../shared/testkit/clock-and-ids.ts';
import { Device, quietly } from './model-device.ts';
import { IS_DISK_TRACED } from './model-disk-trace.ts';
import { diceOf, HANG_MS, ModelClock, Tally, wait, within, type Dice } from './model-dice.ts';
import { grantOf, noteOf, replyOf } from './model-entities.ts';
import { MUTANTS, type MutantName } from './model-mutants.ts';
import { Line, type Sent } from './model-network.ts';
import { violations } from './model-oracle.ts';
import { ServerProcess } from './model-server.ts';
import { ModelStore } from './model-store.ts';
import { Truth } from './model-truth.ts';
import { demandWritten } from '@communitrak/sync-server/ports/server-writes.ts';

export interface RunResult {
  readonly seed: number;
  readonly faults: readonly string[];
  readonly trace: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly ms: number;
}

/** Of the runs one in so many has its devices on our own storage. */
const LOG_DISK_EVERY = 3;
const MEMBERS = ['m1', 'm2', 'm3'] as const;
const KEYS = ['all', 'board', 'office', 'hh:1', 'hh:2'] as const;
const ADMIN = 'admin';
const OPERATIONS = 150;
const FIRST_DOCUMENTS = 14;
const MORE_THAN_A_DAY_MS = 25 * 3600 * 1000;
const MAX_ROUNDS = 16;
const TRACED = IS_DISK_TRACED ? 40_000 : 4000;

/** Everything one operation draws, of its own dice: what ran before it, and when, changes nothing. */
interface Choice {
  readonly n: number;
  readonly dice: Dice;
  /** A text that nobody else writes; a member's is refused now and then. */
  token(author: string): string;
  audience(): readonly string[];
}

function choiceOf(seed: number, n: number): Choice {
  const dice = diceOf(seed, `operation ${n}`);
  let tokens = 0;
  return {
    n,
    dice,
    token(author) {
      tokens += 1;
      return `${author}.${n}.${tokens}${author !== 'sys' && dice.is(0.1) ? '!' : ''}`;
    },
    audience() {
      const [first, second] = [dice.pick(KEYS), dice.pick(KEYS)];
      return dice.is(0.3) && first !== second ? [first, second] : [first];
    },
  };
}

class Run {
  readonly tally = new Tally();
  readonly clock = new ModelClock(START);
  readonly faults: string[] = [];
  readonly trace: string[] = [];
  readonly store: ModelStore;
  readonly truth: Truth;
  readonly processes: readonly ServerProcess[];
  readonly devices: readonly Device[];
  readonly association: string;
  readonly #seed: number;
  readonly #pending = new Set<Promise<void>>();
  readonly #ids: string[] = [];
  #quiet = false;

  constructor(seed: number, mutant: MutantName) {
    const { tally, clock } = this;
    const note = (line: string): void => this.note(line);
    const fault = (words: string): void => this.fault(words);
    const { rules, sabotage } = MUTANTS[mutant];
    this.association = `s${seed}`;
    this.#seed = seed;
    this.store = new ModelStore(seed, tally);
    this.truth = new Truth(clock, this.store.docs);
    this.store.onWrite = (doc, blind) => {
      this.truth.wrote(doc, blind);
      note(`stored ${doc._id} ${doc._rev} ${storedWords(doc)}`);
    };
    const common = { seed, association: this.association, clock, tally, note, fault };
    const server = { ...common, store: this.store, rules };
    this.processes = ['p0', 'p1'].map((name) => new ServerProcess(name, server));
    const witness = (sent: Sent): void => this.#judge(sent);
    const network = { seed, tally, clock, processes: this.processes, witness, note };
    this.devices = MEMBERS.map((member) => {
      const who = { association: this.association, member, device: `device-${member}` };
      return new Device(
        { ...common, member, sabotage, disk: seed % LOG_DISK_EVERY === 0 ? 'log' : 'memory' },
        (onFault) => new Line(who, network, () => this.#quiet, onFault),
      );
    });
  }

  note(line: string): void {
    if (this.trace.length < TRACED) this.trace.push(`${isoInstant(this.clock.now()).slice(11)} ${line}`);
  }

  fault(words: string): void {
    this.note(`FAULT ${words}`);
    this.faults.push(words);
  }

  /** G7 */
  #judge({ member, doc, named, via, askedAt }: Sent): void {
    if (doc._deleted && named) return;
    const fine =
      this.truth.couldHold(member, doc.id, askedAt) &&
      (doc._deleted || doc.type === 'reply' || this.truth.mayRead(member, doc.body, askedAt));
    if (!fine)
      this.fault(
        `G7 ${member} was told of ${doc.id} by ${via}: ${doc._deleted ? 'stub' : JSON.stringify(doc.body)}`,
      );
  }

  #newId(kind: 'note' | 'memo', local: string): string {
    const id = `${kind}:${local}`;
    this.#ids.push(id);
    return id;
  }

  #beside(work: Promise<void>): void {
    const run = quietly(work, (words) => this.fault(words));
    this.#pending.add(run);
    void run.finally(() => this.#pending.delete(run));
  }

  /** As an import or a reaction writes: again until the store has answered. */
  async #trusted(doc: Envelope, dice: Dice): Promise<void> {
    this.note(`system writes ${doc.id} ${JSON.stringify(doc.body)}`);
    const writes = [{ doc, by: SYSTEM, byName: 'System' }];
    await this.#untilAnswered(dice, async ({ service }) =>
      demandWritten(await service.write(this.association, writes)),
    );
  }

  async #untilAnswered(dice: Dice, work: (process: ServerProcess) => Promise<void>): Promise<void> {
    for (;;) {
      try {
        await work(dice.pick(this.processes));
        return;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        await wait(2);
      }
    }
  }

  async #adminDeletes(id: string, dice: Dice): Promise<void> {
    const who = { association: this.association, member: ADMIN, device: 'office' };
    for (;;) {
      const stored = this.store.docs.get(id);
      if (stored === undefined || stored._deleted === true) return;
      const assumed = toWire(readStored(stored).doc, false);
      const collection = id.startsWith('note') ? 'board' : 'cases';
      const rows = [{ assumed, next: { ...assumed, _deleted: true } }];
      try {
        this.note(`admin deletes ${id}`);
        const { rows: verdicts } = await dice
          .pick(this.processes)
          .service.push(who, { protocol: PROTOCOL_VERSION, collection, rows });
        if (verdicts[0]?.verdict !== 'conflict') return;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
      }
      await wait(2);
    }
  }

  async #grantToggle(member: string, { dice }: Choice): Promise<void> {
    const key = dice.pick(KEYS);
    const keys = this.truth.keysOf(member).filter((one) => !one.startsWith('u:'));
    const next = keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key];
    this.tally.add(keys.includes(key) ? 'op:revoke' : 'op:grant');
    await this.#trusted(grantOf(member, next), dice);
  }

  async #editOf(device: Device, choice: Choice): Promise<void> {
    const { dice } = choice;
    const held = [...(await device.held()).keys()].sort();
    if (held.length === 0 || dice.is(0.1)) return this.#insertOver(device, choice);
    const id = dice.pick(held);
    const value = choice.token(device.member);
    if (id.startsWith('reply')) return device.edit(id, { v: value });
    const field = id.startsWith('memo') && dice.is(0.5) ? 'w' : 'v';
    const audience = dice.is(0.25) ? { audience: choice.audience() } : {};
    return device.edit(id, { [field]: value, ...audience });
  }

  /** Under an id that somebody else may have used. */
  #insertOver(device: Device, choice: Choice): Promise<void> {
    const id = choice.dice.pick(this.#ids);
    return device.write(noteOf(id, choice.token(device.member), '', choice.audience()));
  }

  #insert(device: Device, choice: Choice): Promise<void> {
    const id = this.#newId(choice.dice.pick(['note', 'memo']), `d${choice.n}`);
    return device.write(noteOf(id, choice.token(device.member), '', choice.audience()));
  }

  /** To a note that is there, or to a new one sent with it. */
  async #replyOf(device: Device, choice: Choice): Promise<void> {
    const { dice, n } = choice;
    const notes = [...(await device.held()).keys()].filter((id) => id.startsWith('note')).sort();
    const isNew = notes.length === 0 || dice.is(0.3);
    const note = isNew ? this.#newId('note', `${device.member}-${n}`) : dice.pick(notes);
    if (isNew) await device.write(noteOf(note, choice.token(device.member), '', choice.audience()));
    const id = `reply:${note.slice(5)}.${device.member}-${n}`;
    return device.write(replyOf(id, note, choice.token(device.member)));
  }

  async #removeOf(device: Device, { dice }: Choice): Promise<void> {
    const held = [...(await device.held()).keys()].filter((id) => !id.startsWith('reply')).sort();
    if (held.length === 0) return;
    const id = dice.pick(held);
    await device.remove(id, id.startsWith('note') ? 'board' : 'cases');
  }

  /** And often writes it anew at once: what they had in mind. */
  async #discardOf(device: Device, choice: Choice): Promise<void> {
    const id = await device.discard(choice.dice);
    if (id !== undefined && choice.dice.is(0.5)) await device.edit(id, { v: choice.token(device.member) });
  }

  #systemWrites(choice: Choice): Promise<void> {
    const id = choice.dice.pick(this.#ids);
    return this.#trusted(noteOf(id, choice.token('sys'), '', choice.audience()), choice.dice);
  }

  async #operate(n: number): Promise<void> {
    const choice = choiceOf(this.#seed, n);
    const { dice } = choice;
    const x = dice.roll();
    const device = dice.pick(this.devices);
    const byMember = (work: (device: Device, choice: Choice) => Promise<void>): void =>
      this.#beside(device.act(() => work(device, choice)));
    if (x < 0.2) this.#beside(this.#systemWrites(choice));
    else if (x < 0.23) this.#beside(this.#adminDeletes(dice.pick(this.#ids), dice));
    else if (x < 0.4) byMember((...them) => this.#editOf(...them));
    else if (x < 0.46) byMember((...them) => this.#insert(...them));
    else if (x < 0.52) byMember((...them) => this.#replyOf(...them));
    else if (x < 0.55) byMember((...them) => this.#removeOf(...them));
    else if (x < 0.62) this.#switchLine(device, dice);
    else if (x < 0.75) this.#beside(this.#grantToggle(device.member, choice));
    else if (x < 0.78) await this.#restart(device, dice);
    else if (x < 0.8) await this.#restartServer(dice);
    else if (x < 0.84) byMember((...them) => this.#discardOf(...them));
    else device.ask();
    if (dice.is(0.4)) await wait(dice.roll() * 6);
  }

  #switchLine(device: Device, dice: Dice): void {
    device.line.online = !device.line.online || dice.is(0.6);
    this.note(`${device.member} ${device.line.online ? 'online' : 'offline'}`);
    device.ask();
  }

  async #restart(device: Device, dice: Dice): Promise<void> {
    const crash = dice.is(0.6);
    this.note(`${device.member} ${crash ? 'crashes' : 'is closed and opened'}`);
    await (crash ? device.crash() : device.reopen());
  }

  async #restartServer(dice: Dice): Promise<void> {
    const process = dice.pick(this.processes);
    const kill = dice.is(0.6);
    this.note(`${process.name} is ${kill ? 'killed' : 'restarted'}`);
    this.tally.add(kill ? 'server:kill' : 'server:restart');
    await within(HANG_MS, `ending ${process.name}`, kill ? process.kill() : process.restart());
  }

  async #setUp(): Promise<void> {
    await this.#untilAnswered(diceOf(this.#seed, 'creation'), ({ service }) =>
      service.createAssociation(this.association),
    );
    const first = [ADMIN, ...MEMBERS].map((member, index) =>
      grantOf(member, member === ADMIN ? KEYS : ['all', ...KEYS.slice(index + 1, index + 2)]),
    );
    for (const doc of first) await this.#trusted(doc, diceOf(this.#seed, doc.id));
    for (let n = 0; n < FIRST_DOCUMENTS; n += 1) {
      const choice = choiceOf(this.#seed, -1 - n);
      const id = this.#newId(choice.dice.pick(['note', 'memo']), `s${n}`);
      await this.#trusted(noteOf(id, choice.token('sys'), '', choice.audience()), choice.dice);
    }
    for (const device of this.devices) await device.open();
  }

  async #rest(): Promise<void> {
    await within(HANG_MS, 'what was begun', Promise.all(this.#pending));
    this.note('quiet now');
    this.#quiet = true;
    this.store.quiet = true;
    for (const process of this.processes) process.calm();
    for (const device of this.devices) device.line.online = true;
  }

  /** Until two rounds in a row moved nothing. */
  async #settle(): Promise<void> {
    let still = 0;
    for (let round = 0; still < 2; round += 1) {
      if (round === MAX_ROUNDS) throw new Error('it does not come to rest');
      let moved = 0;
      for (const device of this.devices) {
        device.line.count();
        await device.synced();
        moved += device.line.count().rows;
      }
      for (const { service } of this.processes) await within(HANG_MS, 'the work beside', service.settled());
      still = moved === 0 ? still + 1 : 0;
    }
  }

  /** Work that a killed process left is taken up by the next that begins. */
  #leftOver(): boolean {
    return [...this.store.docs.values()].some(
      (doc) => doc._id.startsWith('meta:rewrite.') && doc._deleted !== true,
    );
  }

  async #finish(): Promise<void> {
    await this.#rest();
    await this.#settle();
    if (this.#leftOver()) {
      this.tally.add('server:left-over');
      this.note('work is left over: the processes begin anew');
      for (const process of this.processes) await process.restart();
      await this.#settle();
      await wait(5);
      await this.#settle();
    }
    // What waits for a document that never came has waited long enough.
    this.clock.jump(MORE_THAN_A_DAY_MS);
    await this.#settle();
    this.note('at rest');
    const { docs } = this.store;
    for (const words of await violations({ docs, truth: this.truth, devices: this.devices }))
      this.fault(words);
  }

  async go(): Promise<void> {
    await this.#setUp();
    for (let n = 0; n < OPERATIONS; n += 1) await this.#operate(n);
    await this.#finish();
  }

  async end(): Promise<void> {
    for (const device of this.devices) if (device.isOpen) await device.wipe();
    for (const process of this.processes) await within(HANG_MS, `closing ${process.name}`, process.close());
    this.clock.stop();
  }
}

/** What a written document says, for the trace. */
function storedWords(doc: StoredDoc): string {
  if (doc._deleted === true) return 'deleted';
  const acl = readAcl(doc);
  if (acl !== undefined) return JSON.stringify([...currentKeys(acl)]);
  return `${JSON.stringify(doc['body'])} ${JSON.stringify(doc['keys'])}`;
}

const words = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** @param limitMs a run that takes longer hangs */
export async function runSeed(seed: number, mutant: MutantName, limitMs = 4 * HANG_MS): Promise<RunResult> {
  const began = performance.now();
  const run = new Run(seed, mutant);
  try {
    await within(limitMs, 'the run', run.go());
  } catch (error) {
    run.fault(`E ${words(error)}`);
  }
  try {
    await within(HANG_MS, 'ending the run', run.end());
  } catch (error) {
    run.fault(`E ${words(error)}`);
  }
  const { faults, trace } = run;
  return { seed, faults, trace, counts: run.tally.counts, ms: Math.round(performance.now() - began) };
}
