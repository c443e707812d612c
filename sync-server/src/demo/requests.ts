/**
 * The demo's stories → documents, written through the same functions as people's own requests: each step an event and
 * the request that takes it. In rounds, because a step can only be written after the one before.
 */
import { dateInZone, isoInstant } from '@communitrak/domain/core/dates.ts';
import { derivedLocal } from '@communitrak/domain/core/derive.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import type { FileRef } from '@communitrak/domain/core/files.ts';
import type { NewId } from '@communitrak/domain/core/ids.ts';
import {
  changeRequest,
  createComment,
  createInternalNote,
  createRequest,
  type Request,
  type RequestChanges,
} from '@communitrak/domain/requests/index.ts';
import type { DemoWrite } from './parts.ts';
import type { Actor } from './neighbourhood.ts';
import type { SceneName } from './drawing/photo.ts';
import { commonArea, DEMO_ZONE, type DemoPeople } from './people.ts';
import { chance } from './random.ts';
import type { Step, Story } from './story.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A photo of a story: what it shows, and what it is known by. */
export interface Shot {
  readonly scene: SceneName;
  readonly seed: string;
}

/** In the order in which the story's people take them. */
export function shotsOf(story: Story, index: number): readonly Shot[] {
  const scenes = [...(story.photos ?? []), ...story.steps.flatMap((step) => step.photos ?? [])];
  return scenes.map((scene, shot) => ({ scene, seed: `${String(index)} ${String(shot + 1)}` }));
}

export interface DemoRequests {
  /** All that happened: each round holds a document once, and only what the rounds before make possible. */
  readonly rounds: readonly (readonly DemoWrite[])[];
  readonly count: number;
}

interface Telling {
  readonly story: Story;
  readonly resident: Actor;
  readonly newId: NewId;
  readonly people: DemoPeople;
  readonly takePhotos: (scenes: readonly string[]) => readonly FileRef[];
  readonly now: number;
}

const written = (doc: Envelope, { principal }: Actor, ms: number): DemoWrite => ({
  doc,
  by: principal.member,
  byName: principal.name,
  at: isoInstant(ms),
});

/** As the server leaves it: a next change starts from an accepted request. */
function acceptedAt(request: Request, ms: number): Request {
  const { by, byName, number } = request.stamp;
  return { ...request, stamp: { at: isoInstant(ms), by, byName, number, state: 'accepted' } };
}

function residentOf({ lot, who }: Story, people: DemoPeople): Actor {
  if (lot === 'office') return people.office.manager;
  if (lot === 'tenant') return people.tenants[0];
  const [head, second] = people.places.household(String(lot)).people;
  const person = who === 'second' ? second : head;
  if (person === undefined) throw new RangeError(`Nobody to tell the story of lot ${lot}`);
  return person;
}

function placeOf({ place }: Story, { home }: Actor): string {
  if (place.startsWith('common:')) return commonArea(place.slice('common:'.length));
  return place === 'home' ? home : place;
}

function actorOf({ by }: Step, { people, resident }: Telling): Actor {
  const others = {
    manager: people.office.manager,
    assistant: people.office.assistant,
    board: people.board.first,
    board2: people.board.second,
    resident,
  } as const;
  return others[by];
}

function changesOf(step: Step, { people }: Telling, ms: number): RequestChanges {
  const { status, priority, assign, due } = step;
  const assignee = assign === undefined ? undefined : people.office[assign].principal;
  return {
    ...(status === undefined ? {} : { status }),
    ...(priority === undefined ? {} : { priority }),
    ...(assignee === undefined ? {} : { assignee: { member: assignee.member, name: assignee.name } }),
    ...(due === undefined ? {} : { due: dateInZone(isoInstant(ms + due * DAY), DEMO_ZONE) }),
  };
}

/** An office hour: what would fall into the night is done the next morning. */
function officeHour(ms: number): number {
  const hour = new Date(ms).getUTCHours();
  return hour >= 12 && hour < 22 ? ms : ms + ((36 - hour) % 24) * HOUR;
}

interface Told {
  readonly request: Request;
  readonly events: readonly DemoWrite[];
  readonly change: DemoWrite | undefined;
}

function tellStep(telling: Telling, request: Request, step: Step, ms: number): Told {
  const who = actorOf(step, telling);
  const by = who.principal;
  const { newId } = telling;
  const text = step.text ?? '';
  const events: DemoWrite[] = [];
  if (step.note !== undefined) {
    events.push(written(createInternalNote({ request, by, text: step.note }, ms, newId), who, ms));
  }
  const changes = changesOf(step, telling, ms);
  const changed = changeRequest({ request, by, changes, text }, ms, newId);
  if (changed.request === request) {
    const files = telling.takePhotos(step.photos ?? []);
    if (text !== '') events.push(written(createComment({ request, by, text, files }, ms, newId), who, ms));
    return { request, events, change: undefined };
  }
  if (changed.event !== undefined) events.push(written(changed.event, who, ms));
  return { request: acceptedAt(changed.request, ms), events, change: written(changed.request, who, ms) };
}

/** One story's rounds: the request itself, then by turns a step's events and the request that takes them. */
function tell(telling: Telling, filed: number): readonly (readonly DemoWrite[])[] {
  const { story, resident, newId } = telling;
  const made = createRequest(
    {
      by: resident.principal,
      kind: story.kind,
      title: story.title,
      description: story.description,
      priority: story.priority,
      place: placeOf(story, resident),
      household: resident.household,
      files: telling.takePhotos(story.photos ?? []),
    },
    filed,
    newId,
  );
  const rounds: DemoWrite[][] = [[written(made, resident, filed)]];
  let request = acceptedAt(made, filed);
  let ms = filed;
  for (const step of story.steps) {
    const later = ms + step.h * HOUR;
    ms = step.by === 'resident' ? later : officeHour(later);
    if (ms >= telling.now) break;
    const told = tellStep(telling, request, step, ms);
    request = told.request;
    rounds.push([...told.events], told.change === undefined ? [] : [told.change]);
  }
  return rounds;
}

/**
 * All stories, told back from `now` (epoch ms): the oldest request first, so that its number is the lowest. Ids do not
 * depend on the time: a demo that broke off is written again over itself.
 * @param photo the reference of the shot with this seed
 */
export function demoRequests(
  stories: readonly Story[],
  people: DemoPeople,
  photo: (seed: string) => FileRef,
  now: number,
): DemoRequests {
  const today = now - (now % DAY);
  const rounds: DemoWrite[][] = [];
  stories.forEach((story, index) => {
    let count = 0;
    const by = chance(`request ${index}`);
    const newId: NewId = () => {
      count += 1;
      return derivedLocal('demo request', String(index), String(count));
    };
    const shots = shotsOf(story, index).values();
    const takePhotos = (scenes: readonly string[]): readonly FileRef[] =>
      scenes.map(() => photo(shots.next().value?.seed ?? ''));
    const telling: Telling = { story, resident: residentOf(story, people), newId, people, takePhotos, now };
    const filed = today - story.ago * DAY + Math.floor(by.between(12.5, 23.5) * HOUR);
    tell(telling, filed).forEach((writes, round) => {
      (rounds[round] ??= []).push(...writes);
    });
  });
  return { rounds: rounds.filter((round) => round.length > 0), count: stories.length };
}

/**
 * What has to be written of it: the requests as they were filed (which numbers them), all that happened to them, and
 * then each request once more as it is now. The states between are told by the events.
 */
export function condensed(rounds: DemoRequests['rounds']): readonly (readonly DemoWrite[])[] {
  const [filed = [], ...later] = rounds;
  const events = later.flat().filter(({ doc }) => doc.type !== 'request');
  const last = new Map(later.flat().map((write) => [write.doc.id, write]));
  const moved = [...last.values()].filter(({ doc }) => doc.type === 'request');
  return [filed, events.toSorted((a, b) => a.at.localeCompare(b.at)), moved];
}
