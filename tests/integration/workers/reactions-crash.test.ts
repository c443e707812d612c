/**
 * A process that reacts is killed before and after each question it asks the store, from hearing of the write to letting go of
 * its lease. Whatever it left, the next round of another process brings it to the same end: told, and told once.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { createRequest } from '@communitrak/domain/requests/index.ts';
import type { Database, DocStore } from '@communitrak/sync-server/ports/doc-store.ts';
import { smallAssociation } from '@communitrak/testkit/builders.ts';
import { v7 } from 'uuid';
import { noticesIn, openOperations, reactingProcess, toldOnce } from '../../support/reactions-rig.ts';
import { createWith, Device } from '../../support/sync-rig.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

/** Longer than a lease of a dead process lasts. */
const LATER_MS = 60_000;
const ASSOCIATION = 'crashes';

let rig: TestStore;
const { documents, people } = smallAssociation({ local: ASSOCIATION });

beforeAll(async () => {
  rig = await openTestStore();
  const writer = await reactingProcess(rig.store, { reactions: [] });
  await createWith(writer.service, ASSOCIATION, documents);
  await writer.close();
});
afterAll(() => rig.close());

interface Dying {
  readonly store: DocStore;
  /** From now on the process lives for so many more questions; the last one is carried out or not. */
  doom(questions: number, lastIsDone: boolean): void;
  readonly state: { asked: number; dead: boolean };
}

/** After its death it asks nothing, as a killed process does. */
function dyingStore(inner: DocStore): Dying {
  const state = { asked: 0, dead: false };
  let doom = { at: Number.POSITIVE_INFINITY, done: false };
  const ask = async <T>(work: () => Promise<T>): Promise<T> => {
    state.asked += 1;
    const dies = state.asked >= doom.at;
    const wasDead = state.dead;
    state.dead ||= dies;
    if (state.dead && (wasDead || !doom.done)) throw new Error('killed');
    const result = await work();
    if (state.dead) throw new Error('killed');
    return result;
  };
  const wrap = (database: Database): Database => ({
    name: database.name,
    get: (id) => ask(() => database.get(id)),
    getMany: (ids) => ask(() => database.getMany(ids)),
    put: (doc) => ask(() => database.put(doc)),
    putMany: (docs) => ask(() => database.putMany(docs)),
    range: (query) => ask(() => database.range(query)),
    feed: {
      now: () => ask(() => database.feed.now()),
      read: (query) => ask(() => database.feed.read(query)),
    },
  });
  const open: DocStore['open'] = async (name, how) => {
    const database = await ask(() => inner.open(name, how));
    return database === undefined ? undefined : wrap(database);
  };
  return {
    state,
    doom: (questions, done) => {
      doom = { at: state.asked + questions, done };
    },
    store: { ...inner, topology: inner.topology, open, names: () => ask(() => inner.names()) },
  };
}

const requests: Envelope[] = [];
let later = 0;

function aRequest(): Envelope {
  const by = people.member.principal;
  const input = {
    by,
    kind: 'maintenance',
    title: 'Leak',
    description: '',
    priority: 'normal',
    place: '',
  } as const;
  const request = createRequest({ ...input, household: 'h1', files: [] }, Date.now(), v7);
  requests.push(request);
  return request;
}

async function push(process: Awaited<ReturnType<typeof reactingProcess>>): Promise<void> {
  const [answer] = await new Device(ASSOCIATION, 'm-member').push(process.service, [aRequest()]);
  expect(answer?.verdict).toBe('ok');
}

/** A process that is killed at this question after its write was answered. @returns whether it died of it */
async function killedAt(questions: number, lastIsDone: boolean): Promise<boolean> {
  const dying = dyingStore(rig.store);
  const process = await reactingProcess(dying.store, { listens: false, clock: () => Date.now() + later });
  await push(process);
  dying.doom(questions, lastIsDone);
  const written = requests.at(-1)?.id ?? '';
  process.reactions.wake(ASSOCIATION, [written]);
  let ended = false;
  void process.reactions.idle().then(() => (ended = true));
  // What is dead would try again for a minute.
  while (!dying.state.dead && !ended) await sleep(5);
  await process.reactions.close();
  await process.service.close().catch(() => undefined);
  return dying.state.dead;
}

test.each([
  ['before', false],
  ['after', true],
] as const)(
  'killed %s each question of its reaction',
  async (_when, lastIsDone) => {
    const stages = new Set<number>();
    for (let questions = 1; ; questions += 1) {
      if (!(await killedAt(questions, lastIsDone))) break;
      stages.add(questions);
      later += LATER_MS;
      const next = await reactingProcess(rig.store, { clock: () => Date.now() + later });
      await next.round();
      expect(await noticesIn(rig.store, ASSOCIATION), `stage ${questions}`).toEqual(toldOnce(requests));
      expect(await next.items.list()).toEqual([]);
      expect(await next.round()).toBe(0);
      await next.close();
    }
    // Lease, position, feed, documents, items, the notice itself (its reading and its writing), position, lease.
    expect(stages.size).toBeGreaterThanOrEqual(9);
    const operations = await openOperations(rig.store);
    expect(await operations.get(`reactions:${ASSOCIATION}`)).toMatchObject({
      reactions: expect.arrayContaining(['new-request']),
    });
  },
  240_000,
);
