/** Puts the sync room's parts together. Nothing here decides anything. */
import { typeOf } from '@communitrak/domain/core/ids.ts';
import type { PullAnswer } from '@communitrak/protocol/pull.ts';
import { NoSuchMember } from '../access/no-such-member.ts';
import { createPrincipals, type Principals } from '../access/principals.ts';
import { memberOfAclId } from '../access/stored-acl.ts';
import type { Database } from '../ports/doc-store.ts';
import type { InTurn } from '../ports/leases.ts';
import type { Phase } from './view-start.ts';
import { Background } from './background.ts';
import type { IndexChange } from './change-index.ts';
import { createDatabases, type Databases } from './databases.ts';
import { Dependants, isRewriteRecord } from './dependants.ts';
import { Events } from './events.ts';
import { createLateRows, dropRecords, forgottenRecords, isLateRecord } from './late-rows.ts';
import { createNumbers } from './numbers.ts';
import { pull, serialise, type PullParts } from './pull.ts';
import { push } from './push.ts';
import { fileFor, readDocument, type ReadParts } from './read-document.ts';
import { RightsHealer } from './rights-healer.ts';
import { createRightsUpkeep } from './rights-upkeep.ts';
import { SYNC_RULES, type SyncRules } from './rules.ts';
import { fingerprintOf } from './snapshot-fingerprint.ts';
import { Snapshots } from './snapshots.ts';
import type { Caller, Registry, RunningSyncService, SyncOptions, SyncService } from './sync-service.ts';
import { createServerReads } from './server-reads.ts';
import { createServerWrites } from './server-writes.ts';
import { createTokenSeal } from './token.ts';
import { verify } from './verify.ts';
import type { CollectionOf } from './view-index.ts';
import { Views } from './views.ts';
import type { WriteParts } from './write-rows.ts';

const VIEW_BUDGET_BYTES = 256 * 1024 * 1024;

type Observe = (association: string, changes: readonly IndexChange[], phase: Phase) => void;

function dropChangedRights(principals: Principals): Observe {
  return (association, changes, phase) => {
    // What was remembered while nobody followed the association may have changed unseen.
    if (phase === 'filled') principals.dropAll(association);
    for (const { row } of changes) {
      const member = memberOfAclId(row.id);
      if (member !== undefined) principals.drop(association, member);
    }
  };
}

/** A snapshot waits in memory until it is written: at most this part of the budget. */
const WAITING_SHARE = 0.25;

function createSnapshots(options: SyncOptions, collectionOf: CollectionOf, budgetBytes: number) {
  const { snapshots: store, clock, log, registry, metrics } = options;
  if (store === undefined) return undefined;
  return new Snapshots({
    store,
    clock,
    log,
    collectionOf,
    fingerprint: fingerprintOf(registry),
    maxWaitingBytes: budgetBytes * WAITING_SHARE,
    onEvent: (event) => metrics?.snapshot?.(event),
  });
}

/** Work that somebody left over, and what rights are derived from. */
function shownAtStart(registry: Registry): (id: string) => boolean {
  const givesRights = (id: string): boolean => registry.entityOf(typeOf(id))?.givesRights === true;
  return (id) => isRewriteRecord(id) || isLateRecord(id) || givesRights(id);
}

/** What everything else stands on: databases, rights, views, and who follows the views. */
function createGround(options: SyncOptions) {
  const {
    store,
    clock,
    newId,
    registry,
    metrics,
    viewBudgetBytes: budgetBytes = VIEW_BUDGET_BYTES,
  } = options;
  const databases = createDatabases(store);
  const principals = createPrincipals((association) => databases.of(association), clock);
  const collectionOf: CollectionOf = (id) => registry.entityOf(typeOf(id))?.collection;
  const observers: Observe[] = [dropChangedRights(principals)];
  const views = new Views({
    databases,
    collectionOf,
    clock,
    newId,
    budgetBytes,
    isShownAtStart: shownAtStart(registry),
    snapshots: createSnapshots(options, collectionOf, budgetBytes),
    onChanges: (association, changes, phase) => {
      for (const observe of observers) observe(association, changes, phase);
    },
    onSize: (count, bytes) => metrics?.views(count, bytes),
    onEvicted: (what, bytes) => metrics?.evicted?.(what, bytes),
  });
  return { databases, principals, collectionOf, observers, views };
}

type Ground = ReturnType<typeof createGround>;

function createFollowers(options: SyncOptions, ground: Ground) {
  const { clock, registry, log, metrics, leases } = options;
  const { databases, principals, views, observers } = ground;
  const { topology } = options.store;
  const rights = createRightsUpkeep(registry, clock);
  const dependants = new Dependants({ views, databases, registry, clock, log, topology });
  const inTurn: InTurn = (name, work) => leases?.inTurn(name, work) ?? work();
  const healer = new RightsHealer({ databases, registry, rights, clock, log, inTurn });
  const onStreams = (open: number) => metrics?.streams(open);
  const events = new Events({ views, databases, principals, clock, log, random: Math.random, onStreams });
  for (const follower of [dependants, healer, events]) {
    observers.push((association, changes, phase) => follower.observe(association, changes, phase));
  }
  return { rights, dependants, healer, events };
}

function createParts(options: SyncOptions, rules: SyncRules) {
  const { store, clock, registry, secret, log } = options;
  const ground = createGround(options);
  const { databases, principals, collectionOf } = ground;
  const followers = createFollowers(options, ground);
  const { rights, dependants } = followers;
  const common = { principals, rules, clock };
  const own = { numbers: createNumbers(), lateRows: createLateRows(clock), rights, dependants };
  const seal = createTokenSeal(secret);
  const pullParts: PullParts = { ...common, seal, collectionOf, topology: store.topology };
  const writeParts: WriteParts = { ...common, registry, log, ...own };
  const readParts: ReadParts = { databases, principals, registry, rules };
  const background = new Background(log);
  ground.observers.push((association, changes, phase) => {
    const ids =
      phase === 'first'
        ? forgottenRecords(
            changes.map(({ row }) => row),
            clock(),
          )
        : [];
    if (ids.length === 0) return;
    background.start('dropping forgotten records', async () => {
      const database = await databases.of(association);
      if (database !== undefined) await dropRecords(database, ids);
    });
  });
  return { ...ground, ...followers, background, pullParts, writeParts, readParts };
}

type Parts = ReturnType<typeof createParts>;

async function databaseOf(databases: Databases, { association }: Caller): Promise<Database> {
  const database = await databases.of(association);
  if (database === undefined) throw new NoSuchMember(`No association ${association}`);
  return database;
}

type Written = (association: string, ids: readonly string[]) => void;

/** Our own writes poke at once: the view, if there is one, reads on. Then whoever else listens. */
function createWritten({ views, background }: Parts) {
  const listeners = new Set<Written>();
  const written: Written = (association, ids) => {
    const view = views.active(association);
    if (view !== undefined) background.start('reading on', () => view.catchUp());
    for (const listener of listeners) listener(association, ids);
  };
  const onWritten = (listener: Written): (() => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return { written, onWritten };
}

/** What devices ask for. */
function createAnswers(parts: Parts, { metrics }: SyncOptions, written: Written) {
  const { databases, views, pullParts, writeParts, readParts } = parts;
  const pullRaw: SyncService['pullRaw'] = async (who, request) => {
    const database = await databaseOf(databases, who);
    const answer = await views.using(who.association, (view) =>
      pull(pullParts, who, request, view, database),
    );
    metrics?.pulled(answer.pages.reduce((sum, { documents }) => sum + documents.length, 0));
    return serialise(answer);
  };
  return {
    pullRaw,
    pull: async (who, request) => {
      const answer: PullAnswer = JSON.parse(await pullRaw(who, request));
      return answer;
    },
    push: async (who, request) => {
      const answer = await push(writeParts, who, request, await databaseOf(databases, who));
      for (const { verdict } of answer.rows) metrics?.answered(verdict);
      const taken = answer.rows.filter(({ verdict }) => verdict === 'ok' || verdict === 'gone');
      written(
        who.association,
        taken.map(({ id }) => id),
      );
      return answer;
    },
    verify: async (who, request) => {
      const database = await databaseOf(databases, who);
      return views.using(who.association, (view) => verify(pullParts, who, request, view, database));
    },
    mayReadFile: (who, documentId, sha256) => fileFor(readParts, who, documentId, sha256),
    read: (who, documentId) => readDocument(readParts, who, documentId),
  } satisfies Partial<SyncService>;
}

/** @param rules tests break one at a time; everyone else leaves them as they are */
export function createSyncService(options: SyncOptions, rules: SyncRules = SYNC_RULES): RunningSyncService {
  const parts = createParts(options, rules);
  const { principals, views, dependants, healer, events, background } = parts;
  const { written, onWritten } = createWritten(parts);
  return {
    ...createAnswers(parts, options, written),
    ...createServerReads(views, parts.databases, options.registry),
    ...createServerWrites(parts.writeParts, parts.databases, written),
    onWritten,
    listen: (who, sink) => events.listen(who, sink),
    member: async (association, member) => {
      const known = await principals.read(association, member, 0);
      return known === undefined ? undefined : { principal: known.principal, acl: known.acl };
    },
    forgetMember: (association, member) => {
      principals.drop(association, member);
      events.end(association, member);
    },
    settled: async () => {
      await background.idle();
      await Promise.all([dependants.idle(), healer.idle(), views.settled()]);
    },
    sweep: () => views.sweep(),
    close: async () => {
      await events.close();
      await background.close();
      await Promise.all([dependants.close(), healer.close()]);
      await views.close();
    },
  };
}
