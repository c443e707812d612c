/**
 * When a document's audience changes, so does that of the documents that belong to it (a request's events). A record in
 * the store says that the work is to be done, written before the change and taken away when done, so that a crash only
 * delays it: whoever next reads the record does it. Doing it twice changes nothing.
 */
import { LRUCache } from 'lru-cache';
import type { Database } from '../ports/doc-store.ts';
import type { Phase } from './association-view.ts';
import { Background } from './background.ts';
import type { IndexChange } from './change-index.ts';
import type { Databases } from './databases.ts';
import { rewriteAudiences, type RewriteParts } from './rewrite-audience.ts';
import { sameAudience } from './same-audience.ts';
import type { Views } from './views.ts';

const PREFIX = 'meta:rewrite.';
const AT_ONCE = 100;
/** Another process's work, and our own that failed, is left alone for so long. */
const PATIENCE_MS = 30_000;
/** On a store of several copies a child may show only now that was written before its parent's change was seen. */
const LATE_CHILD_MS = 120_000;
const MAX_RECENT = 10_000;

export interface Dependants {
  /** Before the document is written. */
  announce(database: Database, id: string): Promise<void>;
  /** After it was written; works in the background. */
  run(association: string, id: string): void;
  /** What the feed shows: work left over by others, and children that came late. */
  observe(association: string, changes: readonly IndexChange[], phase: Phase): void;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export interface DependantsOptions extends RewriteParts {
  readonly views: Views;
  readonly databases: Databases;
}

async function dropRecord(database: Database, id: string): Promise<void> {
  const record = await database.get(PREFIX + id);
  if (record === undefined || record._deleted === true) return;
  await database.put({ _id: record._id, _rev: record._rev, _deleted: true });
}

/** Level by level, so that a grandchild is judged by what its parent became. */
async function rewriteBelow(options: DependantsOptions, association: string, database: Database, id: string) {
  for (let parents: readonly string[] = [id]; parents.length > 0;) {
    const level = parents;
    const children = await options.views.using(association, (view) =>
      Promise.resolve(level.flatMap((parent) => view.childrenOf(parent))),
    );
    const changed: string[] = [];
    for (let from = 0; from < children.length; from += AT_ONCE) {
      changed.push(...(await rewriteAudiences(options, database, children.slice(from, from + AT_ONCE))));
    }
    parents = changed;
  }
}

export function createDependants(options: DependantsOptions): Dependants {
  const { views, databases, clock, log } = options;
  const background = new Background(log);
  const own = new Set<string>();
  const recent = new LRUCache<string, number>({ max: MAX_RECENT });

  const work = async (association: string, id: string): Promise<void> => {
    const database = await databases.of(association);
    if (database === undefined) return;
    own.add(`${association} ${id}`);
    try {
      await rewriteBelow(options, association, database, id);
      await dropRecord(database, id);
      await views.active(association)?.catchUp();
    } catch (error) {
      takeOver(association, id, PATIENCE_MS);
      throw error;
    } finally {
      own.delete(`${association} ${id}`);
    }
  };
  /** Does the work if, after waiting, nobody else has. */
  const takeOver = (association: string, id: string, ms: number): void =>
    background.later(ms, 'rewriting audiences', async () => {
      const record = await (await databases.of(association))?.get(PREFIX + id);
      if (record !== undefined && record._deleted !== true) await work(association, id);
    });

  const leftOver = (association: string, { row }: IndexChange, phase: Phase): void => {
    const id = row.id.slice(PREFIX.length);
    if (!row.id.startsWith(PREFIX) || row.deleted || own.has(`${association} ${id}`)) return;
    takeOver(association, id, phase === 'first' ? 0 : PATIENCE_MS);
  };
  const remember = (association: string, { before, after }: IndexChange): void => {
    if (before === undefined || after === undefined || sameAudience(before.keys, after.keys)) return;
    recent.set(`${association} ${after.id}`, clock());
  };
  const lateChild = (association: string, { before, after }: IndexChange): string | undefined => {
    if (before !== undefined || after === undefined || after.parent === '') return undefined;
    const changedAt = recent.get(`${association} ${after.parent}`);
    return changedAt !== undefined && clock() - changedAt < LATE_CHILD_MS ? after.id : undefined;
  };
  const rewriteLate = (association: string, ids: readonly string[]): void => {
    if (ids.length === 0) return;
    background.start('rewriting late audiences', async () => {
      const database = await databases.of(association);
      if (database !== undefined) await rewriteAudiences(options, database, ids);
    });
  };

  return {
    announce: async (database, id) => {
      // A record that is there already asks for the same work.
      await database.put({ _id: PREFIX + id, at: clock() });
    },
    run: (association, id) => background.start('rewriting audiences', () => work(association, id)),
    observe: (association, changes, phase) => {
      for (const change of changes) leftOver(association, change, phase);
      if (phase !== 'tail') return;
      for (const change of changes) remember(association, change);
      const late = changes.map((change) => lateChild(association, change)).filter((id) => id !== undefined);
      rewriteLate(association, late);
    },
    idle: () => background.idle(),
    close: () => background.close(),
  };
}
