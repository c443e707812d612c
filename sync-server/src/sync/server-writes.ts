/**
 * Writes by the server itself (payments, reactions, imports, the demo): the same stamping, numbers, keys and rights as a
 * push, in bulk, without asking anybody's rights. What is stored with the same content is left alone, so it may run again.
 */
import type { Database, WriteResult } from '../ports/doc-store.ts';
import {
  NoSuchAssociation,
  type ServerWrite,
  type ServerWrites,
  type WriteOutcome,
} from '../ports/server-writes.ts';
import type { Given } from './acl-update.ts';
import type { Databases } from './databases.ts';
import { Documents } from './documents.ts';
import { needsOf } from './needed.ts';
import { archiveDocuments } from './rewrite-audience.ts';
import { judgeServerWrites, namedBy, planWrite, type Planned, type Task } from './plan-server-writes.ts';
import { withNumbers } from './with-numbers.ts';
import type { WriteParts } from './write-rows.ts';

const AT_ONCE = 1000;
const ARCHIVED_AT_ONCE = 500;
const MAX_ROUNDS = 20;

/** Where the writes go, and where their outcomes are gathered. */
interface Run {
  readonly parts: WriteParts;
  readonly association: string;
  readonly database: Database;
  readonly outcomes: Map<number, WriteOutcome>;
}

/** What lies there already as it should: a run that broke off may have written it and not what it gives. */
function givenBefore(
  { parts: { rights } }: Run,
  documents: Documents,
  tasks: readonly Task[],
): readonly Given[] {
  return tasks.flatMap(({ entity, doc: { id } }) => {
    const stored = documents.get(id);
    if (stored === undefined || entity?.givesRights !== true) return [];
    const needed = needsOf(entity, stored.doc).map((one) => documents.get(one));
    const living = needed.filter((one) => one?.deleted === false);
    const byId = new Map(living.flatMap((one) => (one === undefined ? [] : [[one.id, one.doc] as const])));
    const contribution = rights.contribution(stored.doc, byId);
    return contribution === undefined ? [] : [{ documentId: id, contribution, rev: stored.rev }];
  });
}

/** All at once; then, where somebody else has written meanwhile, by what they wrote. */
async function give({ parts, association, database }: Run, all: readonly Given[]): Promise<void> {
  if (all.length === 0) return;
  const { rights, principals } = parts;
  await rights.give(database, all);
  const now = await database.getMany(all.map(({ documentId }) => documentId));
  for (const { documentId, contribution, rev } of all) {
    if (now.get(documentId)?._rev !== rev) await rights.rederive(database, documentId, [contribution.member]);
    principals.drop(association, contribution.member);
  }
}

/** @returns tasks that someone else's write came before, to be judged again */
async function store(run: Run, planned: readonly Planned[]): Promise<readonly Task[]> {
  const { parts, association, database, outcomes } = run;
  const moved = planned.flatMap(({ doc: { _id: id, _rev: rev } }) =>
    rev === undefined ? [] : [{ id, rev }],
  );
  for (const { doc, before, given } of planned) {
    if (before !== undefined)
      await parts.rights.take(database, { documentId: doc._id, rev: doc._rev, before, after: given });
  }
  for (const { id, rev } of moved) await parts.dependants.announce(database, id, rev);
  const results = await database.putMany(planned.map(({ doc }) => doc));
  const open: Task[] = [];
  const gives: Given[] = [];
  for (const [index, { task, doc, given }] of planned.entries()) {
    const rev = revOf(results[index], doc._id);
    if (rev === undefined) {
      open.push(task);
      continue;
    }
    outcomes.set(task.index, { id: doc._id, outcome: 'written' });
    if (given !== undefined) gives.push({ documentId: doc._id, contribution: given, rev });
  }
  await give(run, gives);
  for (const { id } of moved) parts.dependants.run(association, id);
  return open;
}

/** Undefined where someone else was first. */
function revOf(result: WriteResult | undefined, id: string): string | undefined {
  if (result?.ok === true) return result.rev;
  if (result?.error === 'forbidden') throw new Error(`The store refused ${id}: ${result.reason}`);
  return undefined;
}

async function writeSome(run: Run, tasks: readonly Task[]): Promise<readonly Task[]> {
  const { parts, database, outcomes } = run;
  const documents = new Documents(database);
  await documents.load(namedBy(tasks));
  const now = parts.clock();
  const { accepted, same, refused } = judgeServerWrites(documents, tasks, now);
  for (const { task, outcome } of refused) outcomes.set(task.index, outcome);
  for (const { index, doc } of same) outcomes.set(index, { id: doc.id, outcome: 'same' });
  await give(run, givenBefore(run, documents, same));
  if (accepted.length === 0) return [];
  const numbered = await withNumbers(parts.numbers, database, accepted);
  const planned = accepted.map((one, index) => planWrite(parts, one, numbered[index] ?? one.doc, now));
  return store(run, planned);
}

/**
 * In order, so many at once. A document that comes again begins a new portion, so that it meets what the first time wrote,
 * with its revision.
 */
function portions(tasks: readonly Task[]): readonly (readonly Task[])[] {
  const all: Task[][] = [];
  let ids = new Set<string>();
  for (const task of tasks) {
    const last = all.at(-1);
    if (last === undefined || last.length === AT_ONCE || ids.has(task.doc.id)) {
      all.push([task]);
      ids = new Set();
    } else last.push(task);
    ids.add(task.doc.id);
  }
  return all;
}

async function writeInOrder(
  parts: WriteParts,
  association: string,
  database: Database,
  writes: readonly ServerWrite[],
): Promise<readonly WriteOutcome[]> {
  const run: Run = { parts, association, database, outcomes: new Map() };
  const tasks = writes.map((write, index) => ({
    ...write,
    entity: parts.registry.entityOf(write.doc.type),
    index,
  }));
  for (const portion of portions(tasks)) {
    let open: readonly Task[] = portion;
    for (let round = 0; open.length > 0; round += 1) {
      if (round === MAX_ROUNDS)
        throw new Error(`${open.length} documents kept changing while they were written`);
      open = await writeSome(run, open);
    }
  }
  return tasks.map(({ index, doc: { id } }) => {
    const outcome = run.outcomes.get(index);
    if (outcome === undefined) throw new Error(`${id} was not answered`);
    return outcome;
  });
}

/** @param written told after each call that wrote */
export function createServerWrites(
  parts: WriteParts,
  databases: Databases,
  written: (association: string, ids: readonly string[]) => void,
): ServerWrites {
  const demand = async (association: string): Promise<Database> => {
    const database = await databases.of(association);
    if (database === undefined) throw new NoSuchAssociation(association);
    return database;
  };
  return {
    createAssociation: async (association) => {
      await databases.create(association);
    },
    write: async (association, writes) => {
      const outcomes = await writeInOrder(parts, association, await demand(association), writes);
      written(
        association,
        outcomes.filter(({ outcome }) => outcome !== 'refused').map(({ id }) => id),
      );
      return outcomes;
    },
    archive: async (association, ids) => {
      const database = await demand(association);
      for (let from = 0; from < ids.length; from += ARCHIVED_AT_ONCE)
        await archiveDocuments(parts, database, ids.slice(from, from + ARCHIVED_AT_ONCE));
      written(association, ids);
    },
  };
}
