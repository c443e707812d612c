/** Puts the sync room's parts together. Nothing here decides anything. */
import { typeOf } from '@communitrak/domain/core/ids.ts';
import type { PullAnswer } from '@communitrak/protocol/pull.ts';
import { NoSuchMember } from '../access/no-such-member.ts';
import { createPrincipals, type Principals } from '../access/principals.ts';
import { memberOfAclId } from '../access/stored-acl.ts';
import type { Database } from '../ports/doc-store.ts';
import type { Phase } from './association-view.ts';
import type { IndexChange } from './change-index.ts';
import { createDatabases, type Databases } from './databases.ts';
import { createDependants } from './dependants.ts';
import { createEvents } from './events.ts';
import { createLateRows } from './late-rows.ts';
import { createNumbers } from './numbers.ts';
import { pull, serialise, type PullParts } from './pull.ts';
import { push } from './push.ts';
import { fileFor, readDocument, type ReadParts } from './read-document.ts';
import { createRightsHealer } from './rights-healer.ts';
import { createRightsUpkeep } from './rights-upkeep.ts';
import { SYNC_RULES, type SyncRules } from './rules.ts';
import type { Caller, SyncOptions, SyncService } from './sync-service.ts';
import { createTokenSeal } from './token.ts';
import { trustedWrite } from './trusted-write.ts';
import { verify } from './verify.ts';
import { Views } from './views.ts';
import type { WriteParts } from './write-row.ts';

const VIEW_BUDGET_BYTES = 256 * 1024 * 1024;

type Observe = (association: string, changes: readonly IndexChange[], phase: Phase) => void;

/** Everything that follows the views of this process. */
function createParts(options: SyncOptions, rules: SyncRules) {
  const { store, clock, newId, registry, secret, log, metrics } = options;
  const databases = createDatabases(store);
  const principals = createPrincipals((association) => databases.of(association), clock);
  const collectionOf = (id: string) => registry.entityOf(typeOf(id))?.collection;
  const observers: Observe[] = [dropChangedRights(principals)];
  const views = new Views({
    databases,
    collectionOf,
    clock,
    newId,
    budgetBytes: options.viewBudgetBytes ?? VIEW_BUDGET_BYTES,
    onChanges: (association, changes, phase) => {
      for (const observe of observers) observe(association, changes, phase);
    },
    onSize: (count, bytes) => metrics?.views(count, bytes),
  });
  const rights = createRightsUpkeep(registry, clock);
  const dependants = createDependants({ views, databases, registry, clock, log });
  const healer = createRightsHealer({ databases, registry, rights, clock, log });
  const events = createEvents({
    views,
    databases,
    principals,
    clock,
    log,
    random: Math.random,
    onStreams: (open) => metrics?.streams(open),
  });
  observers.push(dependants.observe, healer.observe, events.observe);
  const topology = store.topology;
  const pullParts: PullParts = {
    principals,
    seal: createTokenSeal(secret),
    rules,
    clock,
    collectionOf,
    topology,
  };
  const writeParts: WriteParts = {
    registry,
    principals,
    rules,
    clock,
    log,
    numbers: createNumbers(),
    lateRows: createLateRows(clock),
    rights,
    dependants,
  };
  const readParts: ReadParts = { databases, principals, registry, rules };
  return { databases, principals, views, dependants, healer, events, pullParts, writeParts, readParts };
}

function dropChangedRights(principals: Principals): Observe {
  return (association, changes) => {
    for (const { row } of changes) {
      const member = memberOfAclId(row.id);
      if (member !== undefined) principals.drop(association, member);
    }
  };
}

async function databaseOf(databases: Databases, { association }: Caller): Promise<Database> {
  const database = await databases.of(association);
  if (database === undefined) throw new NoSuchMember(`No association ${association}`);
  return database;
}

/** @param rules tests break one at a time; everyone else leaves them as they are */
export function createSyncService(options: SyncOptions, rules: SyncRules = SYNC_RULES): SyncService {
  const { log, metrics } = options;
  const parts = createParts(options, rules);
  const { databases, principals, views, dependants, healer, events, pullParts, writeParts, readParts } =
    parts;

  /** Our own writes poke at once: the view, if there is one, reads on. */
  const readOn = (association: string): void => {
    views
      .active(association)
      ?.catchUp()
      .catch((error: unknown) => log.warn({ association, error }, 'a view could not read on'));
  };
  const pullAnswer = async (who: Caller, request: Parameters<SyncService['pull']>[1]) => {
    const database = await databaseOf(databases, who);
    const answer = await views.using(who.association, (view) =>
      pull(pullParts, who, request, view, database),
    );
    metrics?.pulled(answer.pages.reduce((sum, { documents }) => sum + documents.length, 0));
    return serialise(answer);
  };

  return {
    pullRaw: pullAnswer,
    pull: async (who, request) => {
      const answer: PullAnswer = JSON.parse(await pullAnswer(who, request));
      return answer;
    },
    push: async (who, request) => {
      const answer = await push(writeParts, who, request, await databaseOf(databases, who));
      for (const { verdict } of answer.rows) metrics?.answered(verdict);
      readOn(who.association);
      return answer;
    },
    verify: async (who, request) => {
      const database = await databaseOf(databases, who);
      return views.using(who.association, (view) => verify(pullParts, who, request, view, database));
    },
    listen: (who, sink) => events.listen(who, sink),
    mayReadFile: (who, documentId, sha256) => fileFor(readParts, who, documentId, sha256),
    member: async (association, member) => {
      const known = await principals.read(association, member, 0);
      return known === undefined ? undefined : { principal: known.principal, acl: known.acl };
    },
    read: (who, documentId) => readDocument(readParts, who, documentId),
    write: async (association, docs) => {
      const database = await databases.create(association);
      await trustedWrite(writeParts, association, database, docs);
      readOn(association);
    },
    forgetMember: (association, member) => {
      principals.drop(association, member);
      events.end(association, member);
    },
    close: async () => {
      await events.close();
      await Promise.all([dependants.close(), healer.close()]);
      views.close();
    },
  };
}
