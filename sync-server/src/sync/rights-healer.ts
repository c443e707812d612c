/**
 * Derives rights again from the feed, so that a crash between a document and its acl heals itself: every document that
 * gives rights when a view is built, and later each that changes or whose needed documents change (a link depends on what
 * the association allows tenants). Deriving what is right already writes nothing.
 */
import { LRUCache } from 'lru-cache';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { typeOf } from '@communitrak/domain/core/ids.ts';
import type { StoredAcl } from '@communitrak/domain/core/rights.ts';
import { aclId, memberOfAclId, readAcl } from '../access/stored-acl.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, StoredDoc } from '../ports/doc-store.ts';
import type { InTurn } from '../ports/leases.ts';
import type { Phase } from './view-start.ts';
import { Background } from './background.ts';
import type { IndexChange } from './change-index.ts';
import type { Databases } from './databases.ts';
import { needsOf } from './needed.ts';
import { sourceOf } from './acl-update.ts';
import type { RightsUpkeep } from './rights-upkeep.ts';
import { readStored, type StoredEnvelope } from '../access/stored-envelope.ts';
import type { Registry, SyncLog } from './sync-service.ts';

/** A view that is dropped and built again within this time is not compared again. */
const COMPARED_MS = 3600_000;
const AGAIN_MS = 2000;
const MAX_ASSOCIATIONS = 5000;
const IDS_AT_ONCE = 500;

export interface HealerOptions {
  readonly databases: Databases;
  readonly registry: Registry;
  readonly rights: RightsUpkeep;
  readonly clock: Clock;
  readonly log: SyncLog;
  /** Runs the work when no other process is at it: two at once would meet in conflicts and come to the same. */
  readonly inTurn: InTurn;
}

/** What the first reading of an association showed; held until it is compared. */
interface Reading {
  readonly giving: Map<string, StoredEnvelope>;
  readonly acls: Map<string, StoredAcl>;
}

interface Known {
  reading: Reading;
  comparedAt: number;
  /** By id of a needed document: who gives rights depending on it. */
  readonly dependants: Map<string, Set<string>>;
}

const emptyReading = (): Reading => ({ giving: new Map(), acls: new Map() });

async function readMany(database: Database, ids: readonly string[]): Promise<readonly StoredDoc[]> {
  const distinct = [...new Set(ids)];
  const found: StoredDoc[] = [];
  for (let from = 0; from < distinct.length; from += IDS_AT_ONCE) {
    found.push(...(await database.getMany(distinct.slice(from, from + IDS_AT_ONCE))).values());
  }
  return found;
}

/** Documents whose contribution is not what the acl has noted, with the member concerned. */
async function differing(
  { registry, rights }: HealerOptions,
  database: Database,
  { giving, acls }: Reading,
): Promise<readonly { readonly id: string; readonly member: string }[]> {
  const docs = [...giving.values()];
  const named = docs.flatMap(({ doc }) => {
    const entity = registry.entityOf(doc.type);
    return entity === undefined ? [] : needsOf(entity, doc);
  });
  const stored = await readMany(database, named);
  const needed = new Map<string, Envelope>(
    stored.filter((doc) => doc._deleted !== true).map((doc) => [doc._id, readStored(doc).doc]),
  );
  const given = docs.flatMap(({ id, doc }) => {
    const contribution = rights.contribution(doc, needed);
    return contribution === undefined ? [] : [{ id, contribution, member: contribution.member }];
  });
  // A snapshot has no rights in it: those are read, now.
  const unread = given.map(({ member }) => member).filter((member) => !acls.has(member));
  const read = (await readMany(database, unread.map(aclId))).map(readAcl);
  const noted = new Map(acls);
  for (const acl of read) if (acl !== undefined) noted.set(acl.member, acl);
  return given.filter(({ id, member, contribution }) => {
    const source = noted.get(member)?.sources[id];
    return JSON.stringify(source) !== JSON.stringify(sourceOf(contribution));
  });
}

/** Somebody is replacing the document: by then it is derived by what it became; if they do not, by us. */
function settled(done: boolean): void {
  if (!done) throw new Error('rights are being changed by somebody else');
}

export class RightsHealer {
  readonly #options: HealerOptions;
  readonly #background: Background;
  readonly #associations = new LRUCache<string, Known>({ max: MAX_ASSOCIATIONS });

  constructor(options: HealerOptions) {
    this.#options = options;
    this.#background = new Background(options.log);
  }

  observe(association: string, changes: readonly IndexChange[], phase: Phase): void {
    if (phase === 'dropped') return this.#release(association);
    const known = this.#known(association);
    if (phase === 'filled') this.#compare(association, known);
    else if (phase === 'first') for (const change of changes) this.#read(known, change);
    else for (const change of changes) this.#derive(association, known, change);
  }

  /** Resolves when nothing is under way. */
  idle(): Promise<void> {
    return this.#background.idle();
  }

  close(): Promise<void> {
    return this.#background.close();
  }

  #known(association: string): Known {
    const known = this.#associations.get(association);
    if (known !== undefined) return known;
    const made: Known = { reading: emptyReading(), comparedAt: -Infinity, dependants: new Map() };
    this.#associations.set(association, made);
    return made;
  }

  /** Nothing follows until the view is begun again, which shows everything anew. */
  #release(association: string): void {
    const known = this.#associations.get(association);
    known?.dependants.clear();
    if (known !== undefined) known.reading = emptyReading();
  }

  #givesRights({ id, deleted }: IndexChange['row']): boolean {
    return !deleted && this.#options.registry.entityOf(typeOf(id))?.givesRights === true;
  }

  #index({ dependants }: Known, { id, doc }: StoredEnvelope): void {
    const entity = this.#options.registry.entityOf(doc.type);
    for (const needed of entity === undefined ? [] : needsOf(entity, doc)) {
      const known = dependants.get(needed);
      if (known === undefined) dependants.set(needed, new Set([id]));
      else known.add(id);
    }
  }

  #read(known: Known, { row }: IndexChange): void {
    if (row.doc === undefined) return;
    const acl = memberOfAclId(row.id) === undefined ? undefined : readAcl(row.doc);
    if (acl !== undefined) known.reading.acls.set(acl.member, acl);
    if (!this.#givesRights(row)) return;
    const stored = readStored(row.doc);
    known.reading.giving.set(row.id, stored);
    this.#index(known, stored);
  }

  #compare(association: string, known: Known): void {
    const { databases, rights, clock, log, inTurn } = this.#options;
    const { reading } = known;
    known.reading = emptyReading();
    if (clock() - known.comparedAt < COMPARED_MS) return;
    known.comparedAt = clock();
    this.#untilDone('comparing rights', async () => {
      const database = await databases.of(association);
      if (database === undefined) return;
      const seen = await differing(this.#options, database, reading);
      // What was read may have moved on since, and a snapshot's documents are of some days ago.
      const now = await readMany(
        database,
        seen.map(({ id }) => id),
      );
      const living = now.filter(({ _deleted }) => _deleted !== true).map(readStored);
      const again = { giving: new Map(living.map((doc) => [doc.id, doc])), acls: new Map() };
      const found = await differing(this.#options, database, again);
      if (found.length === 0) return;
      log.warn({ association, documents: found.length }, 'rights derived again');
      await inTurn(`rights.${association}`, async () => {
        for (const { id, member } of found) settled(await rights.rederive(database, id, [member]));
      });
    });
  }

  /** The document that changed, if it gives rights, and those that depend on it. */
  #derive(association: string, known: Known, { row, after }: IndexChange): void {
    if (after === undefined || row.doc === undefined) return;
    const giving = this.#givesRights(row);
    if (giving) this.#index(known, readStored(row.doc));
    const ids = [...(giving ? [row.id] : []), ...(known.dependants.get(row.id) ?? [])];
    if (ids.length === 0) return;
    const { databases, rights } = this.#options;
    this.#untilDone('deriving rights', async () => {
      const database = await databases.of(association);
      if (database === undefined) return;
      for (const id of ids) settled(await rights.rederiveOf(database, id));
    });
  }

  /** The feed says it once: while the store is away the work stays ours. */
  #untilDone(what: string, work: () => Promise<void>): void {
    this.#background.start(what, async () => {
      try {
        await work();
      } catch (error) {
        this.#background.later(AGAIN_MS, what, () => Promise.resolve(this.#untilDone(what, work)));
        throw error;
      }
    });
  }
}
