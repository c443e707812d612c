/**
 * What becomes of one pushed row, in the order of shared/docs/sync.md section 5, against the document as stored and
 * with today's rights. Pure: everything it looks at was read before.
 *
 * A stored document that was never this member's to see is treated as absent all the way: each earlier check answers
 * what it would answer for an id that does not exist, and only what would otherwise be written is refused.
 */
import { isoInstant } from '@communitrak/domain/core/dates.ts';
import { stubOf, type Envelope, type WireDoc } from '@communitrak/domain/core/envelope.ts';
import type { Key } from '@communitrak/domain/core/principal.ts';
import { refuse, type Verdict } from '@communitrak/domain/core/verdict.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import { sameContent } from '@communitrak/protocol/hash.ts';
import type { PushVerdict } from '@communitrak/protocol/push.ts';
import { decide, NEWER_VERSION, NOT_ALLOWED } from '../access/decide.ts';
import type { Known } from '../access/principals.ts';
import { neededFor, type Lookup } from './needed.ts';
import type { GoodRow } from './push-row.ts';
import type { SyncRules } from './rules.ts';
import type { StoredEnvelope } from '../access/stored-envelope.ts';
import { wireOf } from './stored-document.ts';

export interface Case {
  readonly row: GoodRow;
  readonly known: Known;
  /** As stored, tombstones too. */
  readonly lookup: Lookup;
  readonly rules: SyncRules;
  /** Server time, epoch ms. */
  readonly now: number;
}

/** A write that is allowed. `after` is undefined for a deletion. */
export interface AllowedWrite {
  readonly kind: 'write';
  /** Whatever is stored under the id, a tombstone too: its revision and keys go on. */
  readonly stored: StoredEnvelope | undefined;
  readonly after: Envelope | undefined;
  readonly needed: ReadonlyMap<string, Envelope>;
  readonly audience: readonly Key[];
}

export type Judgement =
  | { readonly kind: 'answer'; readonly verdict: PushVerdict }
  | { readonly kind: 'missing' }
  | AllowedWrite;

export function refusedWith(id: string, verdict: Verdict, server: WireDoc): PushVerdict {
  if (verdict.ok) return { id, verdict: 'ok' };
  const { code, detail } = verdict;
  return { id, verdict: 'refused', code, server, ...(detail === undefined ? {} : { detail }) };
}

const answer = (verdict: PushVerdict): Judgement => ({ kind: 'answer', verdict });

/**
 * Theirs once, not now. Own repeats are told apart: what this member wrote last, and lost by writing, is no refusal.
 */
function onceTheirs({ row, known }: Case, stored: StoredEnvelope): Judgement {
  const { id, next } = row;
  if (next._deleted && stored.deleted) return answer({ id, verdict: 'ok' });
  const own = stored.doc.stamp.by === known.principal.member;
  if (own && !stored.deleted && sameContent(next, wireOf(stored))) {
    return answer({ id, verdict: 'gone', server: stubOf(id) });
  }
  return answer(refusedWith(id, NOT_ALLOWED, stubOf(id)));
}

/** A deleted document may be made anew by who knows that it is deleted, or never knew it. */
function isNewOverTombstone({ assumed, next }: GoodRow, stored: StoredEnvelope): boolean {
  return stored.deleted && !next._deleted && (assumed === undefined || assumed._deleted);
}

/** Checks 2 and 3: a repeat, or a change that started from something else. */
function againstSeen({ id, entity, assumed, next }: GoodRow, seen: StoredEnvelope): Judgement | undefined {
  const server = wireOf(seen);
  if (sameContent(next, server)) return answer({ id, verdict: 'ok', server });
  // Whatever it started from: there is nothing to settle between the two sides.
  if (entity.insertOnly) return answer(refusedWith(id, refuse('immutable'), server));
  if (assumed === undefined || !sameContent(assumed, server)) {
    return answer({ id, verdict: 'conflict', server });
  }
  // Written by an app that is older than what it changes: what that app does not know would be lost.
  const downgrades = !next._deleted && next.version < seen.doc.version;
  return downgrades ? answer(refusedWith(id, NEWER_VERSION, server)) : undefined;
}

interface Found {
  /** Whatever lies under the id. */
  readonly stored: StoredEnvelope | undefined;
  /** The same, if the member sees it. */
  readonly seen: StoredEnvelope | undefined;
}

/**
 * A number stays with its document, also when a repeat makes it anew after its deletion: to who never knew it, it is
 * new.
 */
function stamped({ row, known, rules, now }: Case, { stored, seen }: Found): Envelope | undefined {
  if (row.next._deleted) return undefined;
  const { member, name } = known.principal;
  const before = stored !== undefined && rules.mayHold(known.rights, stored) ? stored : seen;
  const number = before?.doc.stamp.number ?? '';
  const stamp = { at: isoInstant(now), by: member, byName: name, number, state: 'accepted' } as const;
  const { _deleted, ...bare } = toWire(row.next, false);
  return { ...bare, stamp };
}

type Ruled = Pick<AllowedWrite, 'after' | 'needed'>;

/** What would otherwise be written: over something hidden, or for nobody to see, it is refused. */
function allowed({ row }: Case, { stored, seen }: Found, { after, needed }: Ruled): Judgement {
  const hidden = stored?.deleted === false && seen === undefined;
  const audience = after === undefined ? [] : row.entity.audience(after, needed);
  const forNobody = after !== undefined && audience.length === 0;
  if (hidden || forNobody) return answer(refusedWith(row.id, NOT_ALLOWED, serverOf(row.id, seen)));
  return { kind: 'write', stored, after, needed, audience };
}

const serverOf = (id: string, seen: StoredEnvelope | undefined): WireDoc =>
  seen === undefined ? stubOf(id) : wireOf(seen);

/** Checks 4 and 5: what it depends on, then the entity's own rule. */
function byRules(input: Case, found: Found): Judgement {
  const { row, known, lookup, rules, now } = input;
  const { seen } = found;
  const [before, after] = [seen?.doc, stamped(input, found)];
  const { rights, principal } = known;
  const answered = neededFor({ entity: row.entity, before, after, lookup, rights, rules });
  const refused = (verdict: Verdict): Judgement =>
    answer(refusedWith(row.id, verdict, serverOf(row.id, seen)));
  if (answered.kind === 'refused') return refused(answered.verdict);
  const { needed } = answered;
  const verdict = decide(row.entity, principal, { before, after, needed, now });
  if (answered.kind === 'missing') {
    // Waiting is no use to who may not do it anyway, whatever is still to come.
    return !verdict.ok && verdict.code === 'not-allowed' ? refused(verdict) : { kind: 'missing' };
  }
  return verdict.ok ? allowed(input, found, { after, needed }) : refused(verdict);
}

function judgeUnseen(input: Case, stored: StoredEnvelope | undefined): Judgement {
  const { row, known, rules } = input;
  const knew = stored !== undefined && rules.mayHold(known.rights, stored);
  if (knew && !isNewOverTombstone(row, stored)) return onceTheirs(input, stored);
  // Nothing there that they know of: nothing to delete.
  if (row.next._deleted) return answer({ id: row.id, verdict: 'ok' });
  return byRules(input, { stored, seen: undefined });
}

export function judge(input: Case): Judgement {
  const { row, known, lookup, rules } = input;
  const stored = lookup(row.id);
  if (stored === undefined || !rules.visible(known.rights, stored)) return judgeUnseen(input, stored);
  return againstSeen(row, stored) ?? byRules(input, { stored, seen: stored });
}
