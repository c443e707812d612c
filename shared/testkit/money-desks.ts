/**
 * Two desks and a server that keep one ledger between them, by the entities' own rules and nothing else: a desk writes
 * what its own copy allows, the server judges against what it holds and makes the entries of a run, a sync hands over what
 * waits and takes what is there. No replica, no store: what is tried out here is whether the ledger's rules suffice.
 */
import type { Change, Entity } from '@communitrak/domain/core/entity.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import type { Principal } from '@communitrak/domain/core/principal.ts';
import type { Verdict } from '@communitrak/domain/core/verdict.ts';
import {
  booksEntity,
  chargeRunEntity,
  duesScheduleEntity,
  entriesOfRun,
  ledgerEntryEntity,
} from '@communitrak/domain/ledger/index.ts';

const ENTITIES: ReadonlyMap<string, Entity> = new Map(
  [booksEntity, chargeRunEntity, duesScheduleEntity, ledgerEntryEntity].map((entity) => [
    entity.type,
    entity as Entity,
  ]),
);

type Held = Map<string, Envelope>;

const same = (a: Envelope, b: Envelope): boolean => JSON.stringify(a.body) === JSON.stringify(b.body);

function changeOf(held: Held, doc: Envelope, now: number): { entity: Entity; change: Change } | undefined {
  const entity = ENTITIES.get(doc.type);
  if (entity === undefined || !entity.parse(doc).ok) return undefined;
  const needed = new Map(
    entity.needs(doc).flatMap((id) => {
      const found = held.get(id);
      return found === undefined ? [] : [[id, found] as const];
    }),
  );
  return { entity, change: { before: held.get(doc.id), after: doc, needed, now } };
}

const REFUSED: Verdict = { ok: false, code: 'invalid' };

export type Answer = 'accepted' | 'same' | 'refused' | 'later';

export interface MoneyServer {
  readonly held: ReadonlyMap<string, Envelope>;
  push(doc: Envelope, by: Principal, now: number): Answer;
  /** What runs wait for: their entries. */
  react(now: number): void;
}

/** @param seed documents that are there from the beginning: households, books */
export function moneyServer(seed: readonly Envelope[]): MoneyServer {
  const held: Held = new Map(seed.map((doc) => [doc.id, doc]));
  const runs: Envelope[] = [];
  const store = (doc: Envelope, by: string, now: number): void => {
    const at = new Date(now).toISOString();
    held.set(doc.id, { ...doc, stamp: { at, by, byName: by, number: '', state: 'accepted' } });
  };
  return {
    held,
    push(doc, by, now) {
      const before = held.get(doc.id);
      if (before !== undefined && same(before, doc)) return 'same';
      const asked = changeOf(held, doc, now);
      if (asked === undefined) return 'refused';
      if (asked.entity.needs(doc).some((id) => !held.has(id))) return 'later';
      if (!asked.entity.mayWrite(by, asked.change).ok) return 'refused';
      store(doc, by.member, now);
      if (doc.type === 'charge-run') runs.push(doc);
      return 'accepted';
    },
    react(now) {
      for (const doc of runs.splice(0)) {
        const run = chargeRunEntity.read(doc);
        for (const entry of run === undefined ? [] : entriesOfRun(run)) {
          const asked = changeOf(held, entry, now);
          if (held.has(entry.id) || asked?.entity.invariants(asked.change).ok !== true) continue;
          store(entry, 'system', now);
        }
      }
    },
  };
}

export interface Desk {
  readonly held: ReadonlyMap<string, Envelope>;
  /** As its own copy allows. */
  write(doc: Envelope, now: number): Verdict;
  /**
   * Everything that waits, in the order in which it was written; then all that is there. @param patient what waits for a
   * document that is not there waits on; a day later it is refused. @returns what was refused
   */
  sync(server: MoneyServer, now: number, patient?: boolean): readonly Envelope[];
  waiting(): number;
}

export function desk(by: Principal, server: MoneyServer): Desk {
  let held: Held = new Map(server.held);
  let waiting: Envelope[] = [];
  return {
    get held() {
      return held;
    },
    waiting: () => waiting.length,
    write(doc, now) {
      const asked = changeOf(held, doc, now);
      const verdict = asked?.entity.mayWrite(by, asked.change) ?? REFUSED;
      if (!verdict.ok) return verdict;
      held.set(doc.id, doc);
      waiting.push(doc);
      return verdict;
    },
    sync(server, now, patient = true) {
      const refused: Envelope[] = [];
      const later: Envelope[] = [];
      for (const doc of waiting) {
        const answer = server.push(doc, by, now);
        if (answer === 'refused' || (answer === 'later' && !patient)) refused.push(doc);
        else if (answer === 'later') later.push(doc);
      }
      server.react(now);
      waiting = later;
      held = new Map(server.held);
      for (const doc of later) if (!held.has(doc.id)) held.set(doc.id, doc);
      return refused;
    },
  };
}
