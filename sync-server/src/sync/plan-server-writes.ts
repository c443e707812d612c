/**
 * What becomes of the server's own writes, judged one by one in order against what is stored, each seeing those before it:
 * an import brings a document and what depends on it together. Reads and writes nothing.
 */
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import type { Entity, Needed } from '@communitrak/domain/core/entity.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import type { Contribution } from '@communitrak/domain/core/rights.ts';
import { refuse, type Verdict } from '@communitrak/domain/core/verdict.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import { sameContent } from '@communitrak/protocol/hash.ts';
import { decideServerWrite } from '../access/decide.ts';
import { mergeKeys } from '../access/key-intervals.ts';
import type { NewDoc } from '../ports/doc-store.ts';
import type { ServerWrite, WriteOutcome } from '../ports/server-writes.ts';
import type { Documents } from './documents.ts';
import { needsOf } from './needed.ts';
import type { StoredEnvelope } from '../access/stored-envelope.ts';
import { toStore, wireOf } from './stored-document.ts';
import type { WriteParts } from './write-rows.ts';

export interface Task extends ServerWrite {
  /** Undefined for a type that nobody has: refused. */
  readonly entity: Entity | undefined;
  /** Its place in the answer. */
  readonly index: number;
}

export interface Accepted {
  readonly task: Task;
  readonly entity: Entity;
  /** As it will be stored, without a number that it is still to get. */
  readonly doc: Envelope;
  readonly stored: StoredEnvelope | undefined;
  readonly needed: Needed;
}

export interface Planned {
  readonly task: Task;
  readonly doc: NewDoc;
  readonly given: Contribution | undefined;
  readonly before: Contribution | undefined;
}

export interface Judged {
  readonly accepted: readonly Accepted[];
  /** Stored already as they should be. */
  readonly same: readonly Task[];
  readonly refused: readonly { readonly task: Task; readonly outcome: WriteOutcome }[];
}

/** Ids of everything the writes look at. */
export function namedBy(tasks: readonly Task[]): readonly string[] {
  return tasks.flatMap(({ doc, entity }) => [doc.id, ...(entity === undefined ? [] : needsOf(entity, doc))]);
}

function refusal({ id }: Envelope, verdict: Exclude<Verdict, { readonly ok: true }>): WriteOutcome {
  const { code, detail } = verdict;
  return { id, outcome: 'refused', code, ...(detail === undefined ? {} : { detail }) };
}

/** The stored documents that this one depends on, or the refusal when one is not there. */
function neededOf(entity: Entity, doc: Envelope, documents: Documents): Needed | Verdict {
  const needed = new Map<string, Envelope>();
  for (const id of needsOf(entity, doc)) {
    const stored = documents.get(id);
    if (stored === undefined || stored.deleted) return refuse('missing-document', id);
    needed.set(id, stored.doc);
  }
  return needed;
}

function stamped({ doc, by, byName, at }: Task, stored: StoredEnvelope | undefined, now: number): Envelope {
  const number = stored?.doc.stamp.number ?? '';
  const stamp = { at: at ?? isoInstant(now), by, byName, number, state: 'accepted' } as const;
  const { _deleted, ...bare } = toWire({ ...doc, stamp }, false);
  return bare;
}

function isThere({ doc }: Task, stored: StoredEnvelope | undefined): boolean {
  return stored !== undefined && !stored.deleted && sameContent(toWire(doc, false), wireOf(stored));
}

const livingIn = (stored: StoredEnvelope | undefined): Envelope | undefined =>
  stored?.deleted === false ? stored.doc : undefined;

function judgeOne(documents: Documents, task: Task, now: number): Accepted | Verdict {
  const { entity, doc: asked } = task;
  if (entity === undefined) return refuse('unknown-type');
  const stored = documents.get(asked.id);
  const doc = stamped(task, stored, now);
  const needed = neededOf(entity, doc, documents);
  if ('ok' in needed) return needed;
  const verdict = decideServerWrite(entity, { before: livingIn(stored), after: doc, needed, now });
  return verdict.ok ? { task, entity, doc, stored, needed } : verdict;
}

/** @param documents all that `namedBy` names; afterwards as if the accepted ones were written */
export function judgeServerWrites(documents: Documents, tasks: readonly Task[], now: number): Judged {
  const accepted: Accepted[] = [];
  const same: Task[] = [];
  const refused: Judged['refused'][number][] = [];
  for (const task of tasks) {
    if (isThere(task, documents.get(task.doc.id))) {
      same.push(task);
      continue;
    }
    const judged = judgeOne(documents, task, now);
    if ('ok' in judged) {
      if (!judged.ok) refused.push({ task, outcome: refusal(task.doc, judged) });
      continue;
    }
    accepted.push(judged);
    const { doc, stored } = judged;
    documents.wrote(toStore({ doc, deleted: false, keys: {}, rev: stored?.rev }), stored?.rev ?? '');
  }
  return { accepted, same, refused };
}

/** @param numbered the document as it will be stored, with its number */
export function planWrite(
  { rights }: WriteParts,
  { task, entity, stored, needed }: Accepted,
  numbered: Envelope,
  now: number,
): Planned {
  const keys = mergeKeys(stored?.keys ?? {}, entity.audience(numbered, needed), now);
  return {
    task,
    doc: toStore({ doc: numbered, deleted: false, keys, rev: stored?.rev }),
    given: rights.contribution(numbered, needed),
    before: stored?.deleted === false ? rights.contribution(stored.doc, needed) : undefined,
  };
}
