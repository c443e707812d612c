/**
 * The gate of the device's log (decision 0011): the same random writes and queries on it and on RxDB's own memory
 * storage, with a second tab beside it and reopened again and again. FUZZ_SEEDS=n for more than the usual.
 */
import { randomUUID } from 'node:crypto';
import type { BulkWriteRow, RxStorageBulkWriteResponse } from 'rxdb/plugins/core';
import type { RxStorageInstanceMemory } from 'rxdb/plugins/storage-memory';
import { describe, expect, it } from 'vitest';
import type { LogInstance } from '@communitrak/replica/storage/log/instance.ts';
import type { Doc, Fields, LogSettings, Row } from '@communitrak/replica/storage/log/types.ts';
import { all, living, openMemory, openTab, prepared, rowOf } from '../support/log-rig.ts';

const SEEDS = Number(process.env['FUZZ_SEEDS'] ?? 2);
const STEPS = 90;
/** Far apart, so that no cleanup's clock decides by chance. */
const LWT_STEP = 60_000;

type Dice = (sides: number) => number;

function dice(seed: number): Dice {
  let state = seed;
  return (sides) => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return Math.floor((state / 0x7fffffff) * sides) % sides;
  };
}

interface Counts {
  conflicts: number;
  /** First lists answered before the collection was read. */
  early: number;
  queries: number;
  reopened: number;
}

class Round {
  readonly #dice: Dice;
  readonly #memory: RxStorageInstanceMemory<Fields>;
  readonly #log: LogInstance;
  #lwt = 1_000_000;
  readonly counts: Counts;

  constructor(seed: number, memory: RxStorageInstanceMemory<Fields>, log: LogInstance, counts: Counts) {
    this.#dice = dice(seed);
    this.#memory = memory;
    this.#log = log;
    this.counts = counts;
  }

  #current(id: string): Doc | undefined {
    this.#memory.ensurePersistence();
    return this.#memory.internals.documents.get(id);
  }

  /** Rows of which some start from nothing, or from a version that is not the current one. */
  #rows(): Row[] {
    const roll = this.#dice;
    const ids = new Set(Array.from({ length: 1 + roll(12) }, () => `d${roll(60)}`));
    return [...ids].map((id) => {
      const current = this.#current(id);
      const mode = roll(10);
      const stale = mode === 1 && current !== undefined ? { ...current, _rev: '9-bad' } : current;
      this.#lwt += LWT_STEP;
      const t = 'abcde'[roll(5)] ?? 'a';
      const draft = { id, a: roll(21), t, b: roll(2) === 0, deleted: roll(8) === 0 };
      return rowOf(draft, mode === 0 ? undefined : stale, this.#lwt);
    });
  }

  #same(
    one: RxStorageBulkWriteResponse<Fields> | undefined,
    two: RxStorageBulkWriteResponse<Fields> | undefined,
  ) {
    const told = (answer: RxStorageBulkWriteResponse<Fields> | undefined) =>
      answer?.error.map((error) => ({
        id: error.documentId,
        status: error.status,
        inDb: 'documentInDb' in error ? error.documentInDb._rev : '',
      }));
    expect(told(one)).toEqual(told(two));
    this.counts.conflicts += two?.error.length ?? 0;
  }

  /** @param at once: written without waiting for each other, so that the log makes groups of them */
  async write(at: 'once' | 'turns'): Promise<void> {
    const sets = at === 'turns' ? [this.#rows()] : [0, 1, 2, 3].map(() => this.#rows());
    const expected = [];
    for (const rows of sets)
      expected.push(await this.#memory.bulkWrite(structuredClone(rows) as BulkWriteRow<Fields>[], 'fuzz'));
    const got = await Promise.all(sets.map((rows) => this.#log.bulkWrite(structuredClone(rows), 'fuzz')));
    for (const [index, answer] of got.entries()) this.#same(answer, expected[index]);
  }

  async cleanup(): Promise<void> {
    const upTo = this.#lwt - this.#dice(40) * LWT_STEP + LWT_STEP / 2;
    await this.#memory.cleanup(Date.now() - upTo);
    await this.#log.cleanup(Date.now() - upTo);
  }

  #selector(): Record<string, unknown> {
    const roll = this.#dice;
    const a = [{ $gt: roll(20) }, { $lte: roll(20) }, roll(20), { $gte: 3, $lt: 15 }][roll(4)];
    return {
      ...(roll(2) === 0 ? { t: roll(2) === 0 ? 'abcde'[roll(5)] : { $gte: 'b' } } : {}),
      ...(roll(2) === 0 ? { a } : {}),
      ...(roll(4) === 0 ? { b: roll(2) === 0 } : {}),
    };
  }

  async query(): Promise<void> {
    const roll = this.#dice;
    const way = () => (['asc', 'desc', 'desc'] as const)[roll(3)] ?? 'asc';
    const sort = [
      undefined,
      [{ a: way() }],
      [{ t: way() }, { a: way() }],
      [{ a: 'desc' as const }, { id: way() }],
      [{ b: 'desc' as const }, { t: 'desc' as const }],
      [{ id: 'desc' as const }],
    ][roll(6)];
    const selector = this.#selector();
    const query = {
      selector,
      skip: roll(3) === 0 ? roll(10) : 0,
      ...(sort === undefined ? {} : { sort }),
      ...(roll(5) === 0 ? {} : { limit: roll(15) }),
    };
    const [expected, got] = await Promise.all([
      this.#memory.query(prepared(query)),
      this.#log.query(prepared(query)),
    ]);
    expect(got.documents, JSON.stringify(query)).toEqual(expected.documents);
    const counted = await Promise.all([
      this.#memory.count(prepared({ selector })),
      this.#log.count(prepared({ selector })),
    ]);
    expect(counted[1].count).toBe(counted[0].count);
    this.counts.queries += 1;
  }

  /** First lists of a tab that has read nothing yet. */
  async firstLists(tab: LogInstance): Promise<void> {
    const roll = this.#dice;
    const { collection } = tab.internals;
    for (let at = 0; at < 4; at += 1) {
      const way = (['asc', 'desc'] as const)[roll(2)] ?? 'asc';
      const t = 'abcde'[roll(5)] ?? 'a';
      const query = [
        { selector: { t }, sort: [{ t: way }, { a: way }, { id: way }] },
        { selector: {}, sort: [{ a: way }, { id: way }] },
        { selector: { a: { $gt: roll(20) } }, sort: [{ a: way }, { id: way }] },
        { selector: { b: true }, sort: [{ b: way }, { t: way }, { id: way }] },
      ][at];
      const page = { ...query, skip: roll(3), limit: 1 + roll(12) };
      const expected = await this.#memory.query(prepared(page));
      const got = await tab.query(prepared(page));
      expect(got.documents, JSON.stringify(page)).toEqual(expected.documents);
      if (!collection.loaded) this.counts.early += 1;
    }
  }

  expected(): Doc[] {
    this.#memory.ensurePersistence();
    const docs = [...this.#memory.internals.documents.values()];
    return docs.sort((one, two) => (String(one['id']) < String(two['id']) ? -1 : 1));
  }
}

interface Listening {
  readonly events: string[];
}

function listen(instance: Pick<LogInstance, 'changeStream'>): Listening {
  const events: string[] = [];
  instance.changeStream().subscribe((bulk) => {
    for (const { operation, documentId, documentData, previousDocumentData } of bulk.events)
      events.push(
        [operation, documentId, documentData._rev, (previousDocumentData as Doc | undefined)?._rev].join(' '),
      );
  });
  return { events };
}

async function round(seed: number, settings: Partial<LogSettings>): Promise<Counts> {
  const name = `fuzz-${randomUUID()}`;
  const memory = await openMemory(name);
  const log = await openTab(name, settings);
  const other = await openTab(name, settings);
  const wanted = listen(memory as unknown as LogInstance);
  const heard = listen(log);
  const run = new Round(seed, memory, log, { conflicts: 0, early: 0, queries: 0, reopened: 0 });
  for (let step = 1; step <= STEPS; step += 1) {
    await run.write('turns');
    if (step % 10 === 0) await run.write('once');
    if (step % 15 === 0) await run.cleanup();
    for (let query = 0; query < 6; query += 1) await run.query();
    if (step % 20 !== 0) continue;
    await other.internals.journal.catchUp();
    expect(living(await all(other))).toEqual(living(run.expected()));
    // Read only when it is asked for more than a first list.
    const reopened = await openTab(name, { ...settings, behindMs: 60_000 });
    await run.firstLists(reopened);
    expect(await all(reopened)).toEqual(run.expected());
    await reopened.close();
    run.counts.reopened += 1;
  }
  expect(heard.events).toEqual(wanted.events);
  await Promise.all([log.close(), other.close(), memory.close()]);
  return run.counts;
}

const KINDS: readonly (readonly [string, Partial<LogSettings>])[] = [
  ['plain', { encrypt: false }],
  ['sealed, large records apart', { indexBlockDocs: 5, apartFrom: 400 }],
  [
    'compacting all the time, all apart',
    {
      encrypt: false,
      recordDocs: 7,
      apartFrom: 0,
      indexBlockDocs: 3,
      spareDocs: 20,
      smallRecords: 6,
      idleMs: 0,
    },
  ],
];

describe('the log beside RxDB’s memory storage', () => {
  it.each(KINDS)('answers, refuses, tells and reopens the same: %s', async (_name, settings) => {
    const total: Counts = { conflicts: 0, early: 0, queries: 0, reopened: 0 };
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const counts = await round(seed * 7919, settings);
      total.conflicts += counts.conflicts;
      total.early += counts.early;
      total.queries += counts.queries;
      total.reopened += counts.reopened;
    }
    expect(total.queries).toBe(SEEDS * STEPS * 6);
    expect(total.reopened).toBe(SEEDS * Math.floor(STEPS / 20));
    expect(total.early).toBe(total.reopened * 4);
    expect(total.conflicts).toBeGreaterThan(SEEDS * 50);
  });
});

describe('two tabs on one log', () => {
  it('count a contended counter exactly, and each holds what the other wrote', async () => {
    const name = `tabs-${randomUUID()}`;
    const tabs = await Promise.all([openTab(name), openTab(name)]);
    const [first, second] = tabs;
    if (first === undefined || second === undefined) throw new Error('two tabs');
    await first.bulkWrite([rowOf({ id: 'counter', a: 0 })], 'test');
    await second.internals.journal.catchUp();
    const add = async (tab: LogInstance): Promise<void> => {
      for (;;) {
        const [current] = await tab.findDocumentsById(['counter'], false);
        const draft = { id: 'counter', a: Number(current?.['a']) + 1 };
        const { error } = await tab.bulkWrite([rowOf(draft, current)], 'test');
        if (error.length === 0) return;
      }
    };
    const work = async (tab: LogInstance, letter: string): Promise<void> => {
      for (let at = 0; at < 100; at += 1) {
        await add(tab);
        await tab.bulkWrite([rowOf({ id: `${letter}${at}` })], 'test');
      }
    };
    await Promise.all([work(first, 'x'), work(second, 'y')]);
    await Promise.all(tabs.map((tab) => tab.internals.journal.catchUp()));
    expect((await first.findDocumentsById(['counter'], false))[0]?.['a']).toBe(200);
    expect(await all(first)).toHaveLength(201);
    expect(await all(second)).toEqual(await all(first));
    const third = await openTab(name);
    expect(await all(third)).toEqual(await all(first));
    await Promise.all([first, second, third].map((tab) => tab.close()));
  });
});
