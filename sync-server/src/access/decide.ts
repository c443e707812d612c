/**
 * May this write happen? Asks the entity's own rule, with the stored document and today's rights; whatever cannot be
 * asked is refused. A refusal never tells an absent document from one that is not the member's to see.
 */
import type { Change, Entity } from '@communitrak/domain/core/entity.ts';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import type { Principal } from '@communitrak/domain/core/principal.ts';
import { ALLOWED, refuse, type Verdict } from '@communitrak/domain/core/verdict.ts';

/** The one refusal for "you may not" and "there is no such document". */
export const NOT_ALLOWED: Verdict = refuse('not-allowed');

/** Said only of a document that the member sees, or sent. */
export const NEWER_VERSION: Verdict = refuse('newer-version', 'version');

function readable(entity: Entity, doc: Envelope | undefined): Verdict {
  if (doc === undefined) return ALLOWED;
  const parsed = entity.parse(doc);
  if (parsed.ok) return ALLOWED;
  return parsed.newer ? NEWER_VERSION : refuse('invalid', parsed.faults.join('; '));
}

/** @param change before = as stored, or undefined when nothing is stored; after = stamped as it would be written */
export function decide(entity: Entity | undefined, principal: Principal, change: Change): Verdict {
  if (entity === undefined) return refuse('unknown-type');
  if (change.before === undefined && change.after === undefined) return NOT_ALLOWED;
  const shape = readable(entity, change.after);
  if (!shape.ok) return shape;
  // A stored document that this version cannot read gives the rule nothing to stand on.
  const stored = readable(entity, change.before);
  if (!stored.ok) return stored.code === 'newer-version' ? stored : NOT_ALLOWED;
  return entity.mayWrite(principal, change);
}

/**
 * May the server itself write this? Nobody's rights are asked: its shape is, that of what is stored, and the invariants.
 * @param change as for decide
 */
export function decideServerWrite(entity: Entity | undefined, change: Change): Verdict {
  if (entity === undefined) return refuse('unknown-type');
  const shape = readable(entity, change.after);
  if (!shape.ok) return shape;
  const stored = readable(entity, change.before);
  if (stored.ok) return entity.invariants(change);
  if (entity.insertOnly) return refuse('immutable');
  // Invariants have nothing to stand on, and what this version cannot read would be lost.
  return stored.code === 'newer-version' ? stored : refuse('invalid', 'what is stored');
}
