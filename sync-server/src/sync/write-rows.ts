/**
 * Writes allowed rows in one go: numbers, audiences, keys, hashes; rights before and after; the jobs for dependants.
 * Does not ask whether they may. The rows of one go neither name each other nor depend on rights that another one
 * changes.
 */
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import { stubOf, type Envelope, type Stamp } from '@communitrak/domain/core/envelope.ts';
import type { Contribution } from '@communitrak/domain/core/rights.ts';
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
import type { StoredEnvelope } from '../access/stored-envelope.ts';
import { toStore, wireOf, type ToStore } from './stored-document.ts';
import type { Caller, Registry, SyncLog } from './sync-service.ts';
import { withNumbers } from './with-numbers.ts';

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

export interface WriteContext {
  readonly who: Caller;
  readonly database: Database;
  readonly documents: Documents;
  readonly known: Known;
  /** Server time at which the rights were read. */
  readonly readAt: number;
}

/**
 * A write judged by older rights is judged again: whoever reads on later counts on a minute's slack between what a
 * member held and what they wrote, and a process may stand still for as long as it likes.
 */
const RIGHTS_GOOD_MS = 20_000;

export interface RowWrite {
  readonly row: GoodRow;
  readonly write: AllowedWrite;
}

interface Planned extends ToStore {
  readonly id: string;
  /** True when the author does not see the result. */
  readonly unseen: boolean;
  /** True when documents that belong to it must follow. */
  readonly moves: boolean;
  readonly before: Contribution | undefined;
  readonly after: Contribution | undefined;
}

/** A deletion keeps its number and says who deleted it and when. */
function tombstoneOf({ row, write }: RowWrite, { principal }: Known, now: number): Envelope {
  const number = write.stored?.doc.stamp.number ?? '';
  const stamp: Stamp = {
    at: isoInstant(now),
    by: principal.member,
    byName: principal.name,
    number,
    state: 'accepted',
  };
  return { ...row.next, stamp };
}

function livingIn(stored: StoredEnvelope | undefined): Envelope | undefined {
  return stored?.deleted === false ? stored.doc : undefined;
}

function plan(
  { rules, rights, clock }: WriteParts,
  { known }: WriteContext,
  task: RowWrite,
  living: Envelope | undefined,
): Planned {
  const { stored, needed, audience } = task.write;
  const now = clock();
  const old = stored?.keys ?? {};
  const keys = mergeKeys(old, audience, now);
  const deleted = living === undefined;
  const unseen = !deleted && !rules.visible(known.rights, { deleted: false, keys });
  return {
    id: task.row.id,
    doc: living ?? tombstoneOf(task, known, now),
    deleted,
    keys: unseen ? rules.keysOfUnseen(keys, known.principal.member, now) : keys,
    rev: stored?.rev,
    unseen,
    moves: stored !== undefined && !sameAudience(old, keys),
    before: rights.contribution(livingIn(stored), needed),
    after: rights.contribution(living, needed),
  };
}

async function planAll(parts: WriteParts, context: WriteContext, tasks: readonly RowWrite[]) {
  const items = tasks.flatMap(({ row, write }) =>
    write.after === undefined ? [] : [{ entity: row.entity, doc: write.after }],
  );
  const numbered = await withNumbers(parts.numbers, context.database, items);
  const living = new Map(numbered.map((doc) => [doc.id, doc]));
  return tasks.map((task) => plan(parts, context, task, living.get(task.row.id)));
}

async function beforeWriting(
  { rights, dependants }: WriteParts,
  { database }: WriteContext,
  planned: Planned,
) {
  const { id, before, after, moves, rev } = planned;
  await rights.take(database, { documentId: id, rev, before, after });
  if (moves && rev !== undefined) await dependants.announce(database, id, rev);
}

async function afterWriting(
  { rights, principals, dependants }: WriteParts,
  { database, who }: WriteContext,
  { id, before, after, moves }: Planned,
): Promise<void> {
  const members = [before?.member, after?.member].filter((member) => member !== undefined);
  await rights.rederive(database, id, members);
  for (const member of members) principals.drop(who.association, member);
  if (moves) dependants.run(who.association, id);
}

function verdictOf(stored: StoredEnvelope, unseen: boolean): PushVerdict {
  const { id, deleted } = stored;
  if (deleted) return { id, verdict: 'ok' };
  return unseen ? { id, verdict: 'gone', server: stubOf(id) } : { id, verdict: 'ok', server: wireOf(stored) };
}

/** @returns a verdict for each row in order; undefined where someone else wrote first, or the rights have grown old */
export async function writeRows(
  parts: WriteParts,
  context: WriteContext,
  tasks: readonly RowWrite[],
): Promise<readonly (PushVerdict | undefined)[]> {
  const planned = await planAll(parts, context, tasks);
  for (const one of planned) await beforeWriting(parts, context, one);
  if (parts.clock() - context.readAt > RIGHTS_GOOD_MS) return planned.map(() => undefined);
  const docs = planned.map((one) => toStore(one));
  const results = await context.database.putMany(docs);
  const verdicts: (PushVerdict | undefined)[] = [];
  for (const [index, one] of planned.entries()) {
    const [doc, result] = [docs[index], results[index]];
    if (doc === undefined || result?.ok !== true) {
      verdicts.push(undefined);
      continue;
    }
    const stored = context.documents.wrote(doc, result.rev);
    await afterWriting(parts, context, one);
    verdicts.push(verdictOf(stored, one.unseen));
  }
  return verdicts;
}
