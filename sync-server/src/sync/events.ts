/**
 * The streams of all devices connected to this process. They carry pokes and nothing else: no data, no positions. A room
 * an association, a tail as long as the room is not empty; rights are looked at again whenever they change.
 */
import { NoSuchMember } from '../access/no-such-member.ts';
import { memberOfAclId } from '../access/stored-acl.ts';
import type { Principals } from '../access/principals.ts';
import type { Clock } from '../ports/clock.ts';
import type { Phase } from './view-start.ts';
import { AudienceRoom } from './audience-room.ts';
import { Background } from './background.ts';
import type { IndexChange } from './change-index.ts';
import type { Databases } from './databases.ts';
import { Listener } from './listener.ts';
import type { Caller, PokeSink, SyncLog } from './sync-service.ts';
import { startTail } from './tail.ts';
import type { Views } from './views.ts';

export interface EventsOptions {
  readonly views: Views;
  readonly databases: Databases;
  readonly principals: Principals;
  readonly clock: Clock;
  readonly log: SyncLog;
  readonly random: () => number;
  readonly onStreams: (open: number) => void;
}

interface Room {
  readonly audience: AudienceRoom;
  /** Undefined until the first listener's view is there. */
  stopTail: (() => Promise<void>) | undefined;
}

export class Events {
  readonly #options: EventsOptions;
  readonly #rooms = new Map<string, Room>();
  readonly #background: Background;
  #open = 0;

  constructor(options: EventsOptions) {
    this.#options = options;
    this.#background = new Background(options.log);
  }

  /** The first poke comes at once. @returns leaves */
  async listen(who: Caller, sink: PokeSink): Promise<() => void> {
    const { association, member } = who;
    const { principals, clock } = this.#options;
    const known = await principals.readNow(association, member);
    if (known === undefined) throw new NoSuchMember(`No member ${member}`);
    const rights = { keys: known.rights.current, epoch: known.acl.epoch };
    const listener = new Listener(member, rights, sink, clock);
    const room = this.#room(association);
    room.audience.add(listener);
    this.#count(1);
    try {
      await this.#ensureTail(association, room);
    } catch (error) {
      this.#leave(association, room, listener);
      throw error;
    }
    // Rights may have changed while the view was built, before anyone looked for this listener.
    this.#reauthorise(association, member);
    listener.pokeAll();
    return () => this.#leave(association, room, listener);
  }

  observe(association: string, changes: readonly IndexChange[], phase: Phase): void {
    const room = this.#rooms.get(association);
    if (room === undefined || phase !== 'tail') return;
    for (const change of changes) {
      const member = memberOfAclId(change.row.id);
      if (member === undefined) room.audience.announce(change);
      else this.#reauthorise(association, member);
    }
  }

  /** Ends the member's streams. */
  end(association: string, member: string): void {
    const room = this.#rooms.get(association);
    for (const listener of room?.audience.of(member) ?? []) listener.end();
  }

  async close(): Promise<void> {
    const rooms = [...this.#rooms.values()];
    this.#rooms.clear();
    for (const room of rooms) for (const listener of room.audience.all()) listener.stop();
    await Promise.all(rooms.map((room) => room.stopTail?.() ?? Promise.resolve()));
    await this.#background.close();
  }

  #room(association: string): Room {
    const known = this.#rooms.get(association);
    if (known !== undefined) return known;
    const { principals, random } = this.#options;
    const rightsOf = (member: string) => principals.recall(association, member)?.rights;
    const made: Room = { audience: new AudienceRoom({ random, rightsOf }), stopTail: undefined };
    this.#rooms.set(association, made);
    return made;
  }

  async #ensureTail(association: string, room: Room): Promise<void> {
    if (room.stopTail !== undefined) return;
    const { views, databases, log } = this.#options;
    const database = await databases.of(association);
    const held = await views.hold(association);
    // Two listeners may have come at once, and the last may have left meanwhile.
    if (database === undefined || room.stopTail !== undefined || room.audience.size === 0)
      return held.release();
    const onRebuilt = (): void => {
      for (const listener of room.audience.all()) listener.pokeAll();
    };
    room.stopTail = startTail({ views, database, association, log, onRebuilt }, held);
  }

  #leave(association: string, room: Room, listener: Listener): void {
    if (!room.audience.has(listener)) return;
    listener.stop();
    room.audience.delete(listener);
    this.#count(-1);
    if (room.audience.size > 0) return;
    const { stopTail } = room;
    room.stopTail = undefined;
    if (this.#rooms.get(association) === room) this.#rooms.delete(association);
    if (stopTail !== undefined) this.#background.start('ending a tail', stopTail);
  }

  #reauthorise(association: string, member: string): void {
    const room = this.#rooms.get(association);
    if (room === undefined || room.audience.of(member).length === 0) return;
    this.#background.start('reading rights again', async () => {
      const known = await this.#options.principals.readNow(association, member);
      for (const listener of room.audience.of(member)) {
        if (known === undefined) listener.end();
        else room.audience.move(listener, { keys: known.rights.current, epoch: known.acl.epoch });
      }
    });
  }

  #count(change: 1 | -1): void {
    this.#open += change;
    this.#options.onStreams(this.#open);
  }
}
