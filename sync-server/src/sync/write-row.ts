/**
 * Writes one allowed row: number, audience, keys, hash; rights before and after it; the job for its dependants. Does not
 * ask whether it may.
 */
import { stubOf, type Envelope } from '@communitrak/domain/core/envelope.ts';
import type { Entity } from '@communitrak/domain/core/entity.ts';
import type { PushVerdict } from '@communitrak/protocol/push.ts';
import { mergeKeys } from '../access/key-intervals.ts';
import type { Known, Principals } from '../access/principals.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/doc-store.ts';
import type { Dependants } from './dependants.ts';
import type { Documents } from './documents.ts';
import type { AllowedWrite } from './judge.ts';
import type { LateRows } from './late-rows.ts';
import type { Numbers } from './numbers.ts';
import type { GoodRow } from './push-row.ts';
import type { RightsUpkeep } from './rights-upkeep.ts';
import type { SyncRules } from './rules.ts';
import { sameAudience } from './same-audience.ts';
import { toStore, wireOf, type StoredEnvelope, type ToStore } from './stored-document.ts';
import type { Caller, Registry, SyncLog } from './sync-service.ts';

export interface WriteParts {
  readonly registry: Registry;
  readonly principals: Principals;
  readonly rules: SyncRules;
  readonly clock: Clock;
  readonly log: SyncLog;
  readonly numbers: Numbers;
  readonly lateRows: LateRows;
  readonly rights: RightsUpkeep;
  readonly dependants: Dependants;
}

export interface RowWrite {
  readonly who: Caller;
  readonly database: Database;
  readonly documents: Documents;
  readonly known: Known;
  readonly row: GoodRow;
  readonly write: AllowedWrite;
}

/** Running numbers are claimed at the first acceptance and stay; the sort key may depend on them. */
async function numbered(
  numbers: Numbers,
  database: Database,
  entity: Entity,
  doc: Envelope,
): Promise<Envelope> {
  if (entity.numbered === undefined || doc.stamp.number !== '') return { ...doc, order: entity.order(doc) };
  const [n] = await numbers.claim(database, entity.numbered.kind, [doc.id]);
  if (n === undefined) throw new RangeError(`No number for ${doc.id}`);
  const known: Envelope = { ...doc, stamp: { ...doc.stamp, number: entity.numbered.format(n) } };
  return { ...known, order: entity.order(known) };
}

interface Planned extends ToStore {
  /** True when the author does not see the result. */
  readonly unseen: boolean;
}

/** A deletion keeps its last stamp's number and says who deleted it and when. */
async function plan(parts: WriteParts, { database, known, row, write }: RowWrite): Promise<Planned> {
  const { rules, clock, numbers } = parts;
  const { stored, after, audience } = write;
  const now = clock();
  const rev = stored?.rev;
  const keys = mergeKeys(stored?.keys ?? {}, audience, now);
  if (after === undefined) {
    const { member, name } = known.principal;
    const number = stored?.doc.stamp.number ?? '';
    const at = new Date(now).toISOString();
    const stamp = { at, by: member, byName: name, number, state: 'accepted' } as const;
    return { doc: { ...row.next, stamp }, deleted: true, keys, rev, unseen: false };
  }
  const doc = await numbered(numbers, database, row.entity, after);
  const unseen = !rules.visible(known.rights, { deleted: false, keys });
  const { member } = known.principal;
  return { doc, deleted: false, keys: unseen ? rules.keysOfUnseen(keys, member, now) : keys, rev, unseen };
}

function verdictOf(stored: StoredEnvelope, unseen: boolean): PushVerdict {
  const { id, deleted } = stored;
  if (deleted) return { id, verdict: 'ok' };
  return unseen ? { id, verdict: 'gone', server: stubOf(id) } : { id, verdict: 'ok', server: wireOf(stored) };
}

/** Writes with the member's rights kept in step: taken before, given after. @returns undefined when someone was faster */
async function putWithRights(
  parts: WriteParts,
  { who, database, documents, row, write }: RowWrite,
  planned: Planned,
): Promise<StoredEnvelope | undefined> {
  const { rights, principals } = parts;
  const { stored, needed } = write;
  const before = stored?.deleted === false ? rights.contribution(stored.doc, needed) : undefined;
  const after = planned.deleted ? undefined : rights.contribution(planned.doc, needed);
  await rights.take(database, { documentId: row.id, before, after });
  const doc = toStore(planned);
  const result = await database.put(doc);
  if (!result.ok) return undefined;
  const members = [before?.member, after?.member].filter((member) => member !== undefined);
  await rights.rederive(database, row.id, members);
  for (const member of members) principals.drop(who.association, member);
  return documents.wrote(doc, result.rev);
}

/** @returns the verdict, or undefined when someone else wrote first */
export async function writeRow(parts: WriteParts, task: RowWrite): Promise<PushVerdict | undefined> {
  const { dependants } = parts;
  const { who, database, row } = task;
  const planned = await plan(parts, task);
  const { stored } = task.write;
  const moves = stored !== undefined && !sameAudience(stored.keys, planned.keys);
  if (moves) await dependants.announce(database, row.id);
  const written = await putWithRights(parts, task, planned);
  if (written === undefined) return undefined;
  if (moves) dependants.run(who.association, row.id);
  return verdictOf(written, planned.unseen);
}
