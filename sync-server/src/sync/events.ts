/**
 * The streams of all devices connected to this process. They carry pokes and nothing else: no data, no positions. A room
 * an association, a tail as long as the room is not empty; rights are looked at again whenever they change.
 */
import { NoSuchMember } from '../access/no-such-member.ts';
import { memberOfAclId } from '../access/stored-acl.ts';
import type { Principals } from '../access/principals.ts';
import type { Clock } from '../ports/clock.ts';
import type { Phase } from './association-view.ts';
import { AudienceRoom } from './audience-room.ts';
import { Background } from './background.ts';
import type { IndexChange } from './change-index.ts';
import type { Databases } from './databases.ts';
import { Listener } from './listener.ts';
import type { Caller, PokeSink, SyncLog } from './sync-service.ts';
import { startTail } from './tail.ts';
import type { Views } from './views.ts';

export interface Events {
  listen(who: Caller, sink: PokeSink): Promise<() => void>;
  observe(association: string, changes: readonly IndexChange[], phase: Phase): void;
  /** Ends the member's streams. */
  end(association: string, member: string): void;
  close(): Promise<void>;
}

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

export function createEvents(options: EventsOptions): Events {
  const { views, databases, principals, clock, log, random, onStreams } = options;
  const rooms = new Map<string, Room>();
  const background = new Background(log);
  let open = 0;

  const roomOf = (association: string): Room => {
    const known = rooms.get(association);
    if (known !== undefined) return known;
    const rightsOf = (member: string) => principals.recall(association, member)?.rights;
    const made: Room = { audience: new AudienceRoom({ random, rightsOf }), stopTail: undefined };
    rooms.set(association, made);
    return made;
  };
  const pokeEveryone = (association: string): void => {
    for (const listener of rooms.get(association)?.audience.all() ?? []) listener.pokeAll();
  };
  const ensureTail = async (association: string, room: Room): Promise<void> => {
    if (room.stopTail !== undefined) return;
    const database = await databases.of(association);
    const held = await views.hold(association);
    const needed = database !== undefined && room.stopTail === undefined && room.audience.size > 0;
    if (!needed) return held.release();
    const onRebuilt = (): void => pokeEveryone(association);
    room.stopTail = startTail({ views, database, association, log, onRebuilt }, held);
  };
  const leave = (association: string, room: Room, listener: Listener): void => {
    listener.stop();
    room.audience.delete(listener);
    if (room.audience.size > 0) return;
    const { stopTail } = room;
    room.stopTail = undefined;
    if (rooms.get(association) === room) rooms.delete(association);
    if (stopTail !== undefined) background.start('ending a tail', stopTail);
  };
  const reauthorise = (association: string, member: string): void =>
    background.start('reading rights again', async () => {
      const room = rooms.get(association);
      if (room === undefined || room.audience.of(member).length === 0) return;
      const known = await principals.readNow(association, member);
      for (const listener of room.audience.of(member)) {
        if (known === undefined) listener.end();
        else room.audience.move(listener, { keys: known.rights.current, epoch: known.acl.epoch });
      }
    });

  return {
    listen: async (who, sink) => {
      const { association, member } = who;
      const known = await principals.readNow(association, member);
      if (known === undefined) throw new NoSuchMember(`No member ${member}`);
      const rights = { keys: known.rights.current, epoch: known.acl.epoch };
      const listener = new Listener(member, rights, sink, clock);
      const room = roomOf(association);
      room.audience.add(listener);
      let left = false;
      const stop = (): void => {
        if (left) return;
        left = true;
        open -= 1;
        onStreams(open);
        leave(association, room, listener);
      };
      open += 1;
      onStreams(open);
      try {
        await ensureTail(association, room);
      } catch (error) {
        stop();
        throw error;
      }
      listener.pokeAll();
      return stop;
    },
    observe: (association, changes, phase) => {
      const room = rooms.get(association);
      if (room === undefined || phase !== 'tail') return;
      for (const change of changes) {
        const member = memberOfAclId(change.row.id);
        if (member === undefined) room.audience.announce(change);
        else reauthorise(association, member);
      }
    },
    end: (association, member) => {
      for (const listener of rooms.get(association)?.audience.of(member) ?? []) listener.end();
    },
    close: async () => {
      const ending = [...rooms.values()].map((room) => room.stopTail?.());
      for (const room of rooms.values()) for (const listener of room.audience.all()) listener.stop();
      rooms.clear();
      await Promise.all(ending);
      await background.close();
    },
  };
}
