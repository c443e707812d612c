/**
 * One pass over what has changed in an association: the feed is read on, each reaction that asks for a row is run, and only
 * then is the position moved. Cut off anywhere it does again what it did since the last move. Knows nothing of turns and time.
 */
import { typeOf } from '@communitrak/domain/core/ids.ts';
import { readStored } from '../access/stored-envelope.ts';
import type { Clock } from '../ports/clock.ts';
import { RESTORE_MARK } from '../ports/database-names.ts';
import {
  SeqRefused,
  type ChangePage,
  type ChangeRow,
  type Database,
  type StoredDoc,
} from '../ports/doc-store.ts';
import { itemId, type Item, type Items } from './items.ts';
import { isPast, restoredAt } from './past.ts';
import type { Positions } from './positions.ts';
import type { Changed, Reaction, ReactionWrites } from './reaction.ts';

const PAGE = 1000;
/** So many rows that nobody asks for are read at each look, and no more: then the position is moved past them. */
const LOOK = 200;

export interface ReactionLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface PassParts {
  readonly reactions: readonly Reaction[];
  readonly positions: Positions;
  readonly items: Items;
  readonly writes: ReactionWrites;
  readonly clock: Clock;
  readonly log: ReactionLog;
}

export interface PassPlace {
  readonly association: string;
  readonly database: Database;
  /** Ends the pass between two reactions. */
  readonly signal: AbortSignal;
}

export interface Passed {
  /** Ids that a reaction asked for and that were met. */
  readonly met: ReadonlySet<string>;
  /** Of what failed: when the first is tried again, epoch ms. */
  readonly nextAt: number | undefined;
}

interface Task {
  readonly reaction: Reaction;
  readonly id: string;
}

const changedOf = (id: string): Changed => ({ id, type: typeOf(id) });

/** A cheap look at ids, before anything is read. */
export function asksFor(reactions: readonly Reaction[], id: string): boolean {
  return reactions.some((reaction) => reaction.on(changedOf(id)));
}

function tasksOf(reactions: readonly Reaction[], ids: readonly string[]): readonly Task[] {
  return [...new Set(ids)].flatMap((id) =>
    reactions.filter((reaction) => reaction.on(changedOf(id))).map((reaction) => ({ reaction, id })),
  );
}

/** Everything the tasks look at, in two requests. */
async function readFor({ items }: PassParts, { association, database }: PassPlace, tasks: readonly Task[]) {
  const tells = tasks.some(({ reaction }) => reaction.tells);
  const ids = [...new Set(tasks.map(({ id }) => id)), ...(tells ? [RESTORE_MARK] : [])];
  const keys = tasks.map(({ reaction, id }) => ({ association, reaction: reaction.name, document: id }));
  const [docs, known] = [await database.getMany(ids), await items.get(keys)];
  return { docs, known, restored: restoredAt(docs.get(RESTORE_MARK)) };
}

async function runOne(
  { writes }: PassParts,
  { association, database, signal }: PassPlace,
  { reaction, id }: Task,
  stored: StoredDoc,
  { metAt, restored }: { readonly metAt: number; readonly restored: number },
): Promise<void> {
  const envelope = readStored(stored);
  if (reaction.tells && isPast(envelope, metAt, restored)) return;
  const doc = envelope.deleted ? undefined : envelope.doc;
  // CouchDB counts a document's versions at the beginning of its revision.
  const isFirst = stored._rev.startsWith('1-');
  await reaction.react({ ...changedOf(id), association, doc, isFirst, metAt }, { writes, database, signal });
}

async function fail(
  parts: PassParts,
  { association }: PassPlace,
  task: Task,
  known: Item | undefined,
  error: unknown,
) {
  const key = { association, reaction: task.reaction.name, document: task.id };
  const item = await parts.items.failed(key, known, error);
  const { tries, parked } = item;
  const told = { association, reaction: task.reaction.name, document: task.id, tries, err: error };
  if (parked) parts.log.error(told, 'a reaction failed too often and is parked: npm run admin -- reactions');
  else parts.log.warn(told, 'a reaction failed; it is tried again');
  return item;
}

/** Runs them in order. A failure is kept and holds nothing up; one that cannot be kept rejects. */
async function runAll(parts: PassParts, place: PassPlace, tasks: readonly Task[]): Promise<readonly Item[]> {
  if (tasks.length === 0) return [];
  const { docs, known, restored } = await readFor(parts, place, tasks);
  const failed: Item[] = [];
  for (const task of tasks) {
    if (place.signal.aborted) throw new Interrupted();
    const stored = docs.get(task.id);
    const item = known.get(
      itemId({ association: place.association, reaction: task.reaction.name, document: task.id }),
    );
    try {
      const metAt = item?.since ?? parts.clock();
      if (stored !== undefined) await runOne(parts, place, task, stored, { metAt, restored });
    } catch (error) {
      if (place.signal.aborted) throw new Interrupted();
      failed.push(await fail(parts, place, task, item, error));
      continue;
    }
    if (item !== undefined) await parts.items.done(item);
  }
  return failed;
}

/** The process ends: nothing failed, and the position stays. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

function soonest(items: readonly Item[]): number | undefined {
  const times = items.filter(({ parked }) => !parked).map(({ nextAt }) => nextAt);
  return times.length === 0 ? undefined : Math.min(...times);
}

async function readOn(
  parts: PassParts,
  { association, database, signal }: PassPlace,
  since: string,
): Promise<ChangePage> {
  try {
    return await database.feed.read({ since, limit: PAGE, bodies: false, signal });
  } catch (error) {
    if (!(error instanceof SeqRefused)) throw error;
    parts.log.info(
      { association },
      'the position of the reactions is of another database: read from the beginning',
    );
    return database.feed.read({ since: '0', limit: PAGE, bodies: false, signal });
  }
}

const idsOf = (rows: readonly ChangeRow[]): readonly string[] => rows.map(({ id }) => id);

/** Reads the feed to its end. */
export async function catchUp(parts: PassParts, place: PassPlace): Promise<Passed> {
  const met = new Set<string>();
  const failed: Item[] = [];
  let position = await parts.positions.of(place.association);
  for (;;) {
    const page = await readOn(parts, place, position.seq);
    const tasks = tasksOf(parts.reactions, idsOf(page.rows));
    failed.push(...(await runAll(parts, place, tasks)));
    for (const { id } of tasks) met.add(id);
    if (page.rows.length === 0) break;
    const moved = await parts.positions.move(place.association, position, page.last);
    // Somebody else is at it as well, and further on or not: they do the rest.
    if (moved === undefined || page.rows.length < PAGE) break;
    position = moved;
  }
  return { met, nextAt: soonest(failed) };
}

/** Whether there is anything to read. */
export async function hasNews(
  { reactions }: PassParts,
  database: Database,
  since: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const page = await database.feed.read({ since, limit: LOOK, bodies: false, signal });
    return page.rows.length === LOOK || idsOf(page.rows).some((id) => asksFor(reactions, id));
  } catch (error) {
    if (error instanceof SeqRefused) return true;
    throw error;
  }
}

/** Tries again what is due. @returns how many */
export async function retryDue(
  parts: PassParts,
  place: PassPlace,
): Promise<Passed & { readonly tried: number }> {
  const all = await parts.items.list(place.association);
  const due = all.filter(({ parked, nextAt }) => !parked && nextAt <= parts.clock());
  const tasks = due.flatMap(({ reaction: name, document: id }) => {
    const reaction = parts.reactions.find((one) => one.name === name);
    return reaction === undefined ? [] : [{ reaction, id }];
  });
  const failed = await runAll(parts, place, tasks);
  return { met: new Set(), nextAt: soonest(failed), tried: tasks.length };
}
