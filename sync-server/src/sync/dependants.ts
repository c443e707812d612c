/**
 * When a document's audience changes, so does that of the documents that belong to it (a request's events). A record in
 * the store says that the work is to be done, written before the change and taken away when done, so that a crash only
 * delays it: whoever next reads the record does it. Doing it twice changes nothing. The record names the revision that its
 * change replaces: who finds that one still there has worked too early, and leaves the record. On a store of several
 * copies a child may show only after the work; there the record stays until that cannot be any more.
 */
import { LRUCache } from 'lru-cache';
import type { Database } from '../ports/doc-store.ts';
import type { Phase } from './view-start.ts';
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

/** Says that work is to be done: whoever opens the association's view must be shown it. */
export const isRewriteRecord = (id: string): boolean => id.startsWith(PREFIX);

export interface DependantsOptions extends RewriteParts {
  readonly views: Views;
  readonly databases: Databases;
  readonly topology: 'single' | 'clustered';
}

/** How long after its record a change's work may have been too early. */
const patienceOn = (topology: DependantsOptions['topology']): number =>
  topology === 'clustered' ? LATE_CHILD_MS : PATIENCE_MS;

interface Noted {
  readonly rev: string;
  /** The change it speaks of has been written (or will never be): what is read now may be worked on. */
  readonly due: boolean;
}

/** What is to be done for a document, and whether it can be done already; undefined when nothing is. */
async function readRecord(
  { clock, topology }: DependantsOptions,
  database: Database,
  id: string,
): Promise<Noted | undefined> {
  const docs = await database.getMany([PREFIX + id, id]);
  const record = docs.get(PREFIX + id);
  if (record === undefined || record._deleted === true) return undefined;
  const { replaces, at } = record;
  const old = typeof at !== 'number' || clock() - at > patienceOn(topology);
  const written = topology === 'single' && docs.get(id)?._rev !== replaces;
  return { rev: record._rev, due: old || written };
}

/**
 * Level by level, so that a grandchild is judged by what its parent became. Down to the last level, also below a child
 * that needed no change: whoever changed it may have died before its own children.
 */
async function rewriteBelow(options: DependantsOptions, association: string, database: Database, id: string) {
  // Documents may name each other as parents, whatever sense that makes: each is done once.
  const done = new Set([id]);
  for (let parents: readonly string[] = [id]; parents.length > 0;) {
    const level = parents;
    const below = await options.views.using(association, (view) =>
      Promise.resolve(level.flatMap((parent) => view.childrenOf(parent))),
    );
    const children = below.filter((child) => !done.has(child));
    for (const child of children) done.add(child);
    for (let from = 0; from < children.length; from += AT_ONCE) {
      await rewriteAudiences(options, database, children.slice(from, from + AT_ONCE));
    }
    parents = children;
  }
}

export class Dependants {
  readonly #options: DependantsOptions;
  readonly #background: Background;
  /** Work of this process, so that its own records in the feed are not taken for left over. */
  readonly #own = new Set<string>();
  /** When documents whose audience changed a moment ago did so. */
  readonly #recent = new LRUCache<string, number>({ max: MAX_RECENT });

  constructor(options: DependantsOptions) {
    this.#options = options;
    this.#background = new Background(options.log);
  }

  /**
   * Before the document is written. A record that is there already is written anew: who works on it now may have read
   * the document before this change, and must not take the record away.
   * @param replaces the document's revision that the change was judged against
   */
  async announce(database: Database, id: string, replaces: string): Promise<void> {
    for (;;) {
      const record = await database.get(PREFIX + id);
      const rev = record === undefined ? {} : { _rev: record._rev };
      const result = await database.put({ _id: PREFIX + id, ...rev, at: this.#options.clock(), replaces });
      if (result.ok) return;
    }
  }

  /** After it was written; works in the background. */
  run(association: string, id: string): void {
    this.#background.start('rewriting audiences', () => this.#work(association, id));
  }

  /** What the feed shows: work left over by others, and children that came late. */
  observe(association: string, changes: readonly IndexChange[], phase: Phase): void {
    for (const change of changes) this.#leftOver(association, change, phase);
    if (phase !== 'tail') return;
    for (const change of changes) this.#remember(association, change);
    const late = changes.filter((change) => this.#isLateChild(association, change));
    if (late.length > 0) this.#rewriteLate(association, late);
  }

  /** Resolves when nothing is under way. */
  idle(): Promise<void> {
    return this.#background.idle();
  }

  close(): Promise<void> {
    return this.#background.close();
  }

  async #work(association: string, id: string): Promise<void> {
    const { views, databases } = this.#options;
    const database = await databases.of(association);
    if (database === undefined) return;
    this.#own.add(`${association} ${id}`);
    try {
      const noted = await readRecord(this.#options, database, id);
      await rewriteBelow(this.#options, association, database, id);
      if (noted?.due === true) await database.put({ _id: PREFIX + id, _rev: noted.rev, _deleted: true });
      else if (noted !== undefined) this.#takeOver(association, id, patienceOn(this.#options.topology));
      await views.active(association)?.catchUp();
    } catch (error) {
      this.#takeOver(association, id, PATIENCE_MS);
      throw error;
    } finally {
      this.#own.delete(`${association} ${id}`);
    }
  }

  /** Does the work if, after waiting, nobody else has. */
  #takeOver(association: string, id: string, ms: number): void {
    this.#background.later(ms, 'rewriting audiences', async () => {
      const record = await (await this.#options.databases.of(association))?.get(PREFIX + id);
      if (record !== undefined && record._deleted !== true) await this.#work(association, id);
    });
  }

  #leftOver(association: string, { row }: IndexChange, phase: Phase): void {
    if (!row.id.startsWith(PREFIX) || row.deleted) return;
    const id = row.id.slice(PREFIX.length);
    if (this.#own.has(`${association} ${id}`)) return;
    this.#takeOver(association, id, phase === 'first' ? 0 : PATIENCE_MS);
  }

  #remember(association: string, { before, after }: IndexChange): void {
    if (before === undefined || after === undefined || sameAudience(before.keys, after.keys)) return;
    this.#recent.set(`${association} ${after.id}`, this.#options.clock());
  }

  #isLateChild(association: string, { before, after }: IndexChange): boolean {
    if (before !== undefined || after === undefined || after.parent === '') return false;
    const changedAt = this.#recent.get(`${association} ${after.parent}`);
    return changedAt !== undefined && this.#options.clock() - changedAt < LATE_CHILD_MS;
  }

  #rewriteLate(association: string, late: readonly IndexChange[]): void {
    this.#background.start('rewriting late audiences', async () => {
      const database = await this.#options.databases.of(association);
      const ids = late.map(({ row }) => row.id);
      if (database !== undefined) await rewriteAudiences(this.#options, database, ids);
    });
  }
}
