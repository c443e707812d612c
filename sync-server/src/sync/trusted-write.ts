/**
 * Writes by the server itself (imports, demo): the same stamping, numbers, keys and rights as a push, in bulk, without
 * asking whether they are allowed. What is stored with the same content is left alone, so an import may run again.
 */
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import type { Entity } from '@communitrak/domain/core/entity.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import type { Contribution } from '@communitrak/domain/core/rights.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import { sameContent } from '@communitrak/protocol/hash.ts';
import { mergeKeys } from '../access/key-intervals.ts';
import type { Given } from './acl-update.ts';
import type { Database, NewDoc } from '../ports/doc-store.ts';
import { Documents } from './documents.ts';
import { needsOf } from './needed.ts';
import { toStore, wireOf, type StoredEnvelope } from './stored-document.ts';
import type { TrustedWrite } from './sync-service.ts';
import { withNumbers } from './with-numbers.ts';
import type { WriteParts } from './write-rows.ts';

const AT_ONCE = 250;
const MAX_ROUNDS = 20;

interface Task extends TrustedWrite {
  readonly entity: Entity;
}

interface Planned {
  readonly task: Task;
  readonly doc: NewDoc;
  readonly given: Contribution | undefined;
  readonly before: Contribution | undefined;
}

function checked({ registry }: WriteParts, write: TrustedWrite): Task {
  const { doc } = write;
  const entity = registry.entityOf(doc.type);
  if (entity === undefined) throw new TypeError(`${doc.id}: no entity of type ${doc.type}`);
  const parsed = entity.parse(doc);
  if (!parsed.ok) throw new TypeError(`${doc.id} does not parse: ${parsed.faults.join('; ')}`);
  return { ...write, entity };
}

function neededOf(entity: Entity, doc: Envelope, documents: Documents): ReadonlyMap<string, Envelope> {
  const found = entity.needs(doc).map((id) => {
    const stored = documents.get(id);
    if (stored === undefined || stored.deleted)
      throw new TypeError(`${doc.id} needs ${id}, which is not there`);
    return [id, stored.doc] as const;
  });
  return new Map(found);
}

function stampedDoc(
  { doc, by, byName, at }: Task,
  stored: StoredEnvelope | undefined,
  now: number,
): Envelope {
  const number = stored?.doc.stamp.number ?? '';
  const stamp = { at: at ?? isoInstant(now), by, byName, number, state: 'accepted' } as const;
  const { _deleted, ...bare } = toWire({ ...doc, stamp }, false);
  return bare;
}

function isThere({ doc }: Task, stored: StoredEnvelope | undefined): boolean {
  return stored !== undefined && !stored.deleted && sameContent(toWire(doc, false), wireOf(stored));
}

/** In order, each seeing those before it: an import brings a document and what depends on it together. */
function plan(
  parts: WriteParts,
  documents: Documents,
  tasks: readonly Task[],
  stamped: readonly Envelope[],
  now: number,
): readonly Planned[] {
  return stamped.flatMap((doc, index) => {
    const task = tasks[index];
    if (task === undefined) return [];
    const stored = documents.get(doc.id);
    const needed = neededOf(task.entity, doc, documents);
    const keys = mergeKeys(stored?.keys ?? {}, task.entity.audience(doc, needed), now);
    const written = toStore({ doc, deleted: false, keys, rev: stored?.rev });
    const before = stored?.deleted === false ? parts.rights.contribution(stored.doc, needed) : undefined;
    const given = parts.rights.contribution(doc, needed);
    documents.wrote(written, stored?.rev ?? '');
    return [{ task, doc: written, given, before }];
  });
}

/** What lies there already as it should: a run that broke off may have written it and not what it gives. */
function givenBefore({ rights }: WriteParts, documents: Documents, tasks: readonly Task[]): readonly Given[] {
  return tasks.flatMap(({ entity, doc: { id } }) => {
    const stored = documents.get(id);
    if (stored === undefined || !entity.givesRights) return [];
    const needed = needsOf(entity, stored.doc).map((one) => documents.get(one));
    const living = needed.filter((one) => one?.deleted === false);
    const byId = new Map(living.flatMap((one) => (one === undefined ? [] : [[one.id, one.doc] as const])));
    const contribution = rights.contribution(stored.doc, byId);
    return contribution === undefined ? [] : [{ documentId: id, contribution, rev: stored.rev }];
  });
}

/** All at once; then, where somebody else has written meanwhile, by what they wrote. */
async function give(
  { rights, principals }: WriteParts,
  association: string,
  database: Database,
  all: readonly Given[],
): Promise<void> {
  if (all.length === 0) return;
  await rights.give(database, all);
  const now = await database.getMany(all.map(({ documentId }) => documentId));
  for (const { documentId, contribution, rev } of all) {
    if (now.get(documentId)?._rev !== rev) await rights.rederive(database, documentId, [contribution.member]);
    principals.drop(association, contribution.member);
  }
}

/** @returns tasks that someone else's write came before, to be planned again */
async function writeSome(
  parts: WriteParts,
  association: string,
  database: Database,
  tasks: readonly Task[],
): Promise<readonly Task[]> {
  const documents = new Documents(database);
  await documents.load(tasks.flatMap(({ doc, entity }) => [doc.id, ...needsOf(entity, doc)]));
  const there = tasks.filter((task) => isThere(task, documents.get(task.doc.id)));
  await give(parts, association, database, givenBefore(parts, documents, there));
  const open = tasks.filter((task) => !there.includes(task));
  if (open.length === 0) return [];
  const moved = open.flatMap(({ doc: { id } }) => {
    const stored = documents.get(id);
    return stored === undefined ? [] : [{ id, rev: stored.rev }];
  });
  const now = parts.clock();
  const items = open.map((task) => ({
    entity: task.entity,
    doc: stampedDoc(task, documents.get(task.doc.id), now),
  }));
  const stamped = await withNumbers(parts.numbers, database, items);
  const planned = plan(parts, documents, open, stamped, now);
  for (const { doc, before, given } of planned) {
    if (before !== undefined)
      await parts.rights.take(database, { documentId: doc._id, rev: doc._rev, before, after: given });
  }
  for (const { id, rev } of moved) await parts.dependants.announce(database, id, rev);
  const results = await database.putMany(planned.map(({ doc }) => doc));
  const given = planned.flatMap(({ doc, given: contribution }, index): readonly Given[] => {
    const result = results[index];
    if (result?.ok !== true || contribution === undefined) return [];
    return [{ documentId: doc._id, contribution, rev: result.rev }];
  });
  await give(parts, association, database, given);
  for (const { id } of moved) parts.dependants.run(association, id);
  return planned.filter((_, index) => results[index]?.ok !== true).map(({ task }) => task);
}

/** In order, so many at once; a document that comes again is written after the first time has been. */
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

/** @throws TypeError naming the document that does not parse or needs one that is not there; earlier ones are written */
export async function trustedWrite(
  parts: WriteParts,
  association: string,
  database: Database,
  writes: readonly TrustedWrite[],
): Promise<void> {
  const tasks = writes.map((write) => checked(parts, write));
  for (const portion of portions(tasks)) {
    let open = portion;
    for (let round = 0; open.length > 0; round += 1) {
      if (round === MAX_ROUNDS)
        throw new Error(`${open.length} documents kept changing while they were written`);
      open = await writeSome(parts, association, database, open);
    }
  }
}
