/**
 * Merging a conflict: the entity says whether and how (its fields, one by one). Never asked for money or votes, whose
 * entities do not merge. Pure.
 */
import type { Entity } from '@communitrak/domain/core/entity.ts';
import type { WireDoc } from '@communitrak/domain/core/envelope.ts';
import { withFields } from '../local/own-writing.ts';
import type { PushRow } from '@communitrak/protocol/push.ts';

function allParse(entity: Entity, docs: readonly WireDoc[]): boolean {
  return docs.every((doc) => !doc._deleted && entity.parse(doc).ok);
}

/** The member's side: what they did not change is not theirs, whichever version it came from. */
function sideOf(base: WireDoc, next: WireDoc, fields: readonly string[] | undefined): WireDoc {
  return fields === undefined ? next : { ...next, body: withFields(base.body, next.body, fields) };
}

/**
 * Undefined when the two sides cannot both stand. The result waits to be sent, over the server's stamp.
 * @param fields that the member has changed; without them whatever differs from the row's base
 */
export function mergeDocs(
  entity: Entity,
  row: PushRow,
  server: WireDoc,
  fields?: readonly string[],
): WireDoc | undefined {
  const { assumed: base, next } = row;
  const mine = base === null ? next : sideOf(base, next, fields);
  if (!allParse(entity, [...(base === null ? [] : [base]), mine, server])) return undefined;
  const answer = entity.merge(base ?? undefined, mine, server);
  if (answer === undefined || !answer.ok) return undefined;
  const stamp = { ...server.stamp, state: 'waiting' as const };
  const merged: WireDoc = { ...server, version: entity.version, body: answer.body, stamp };
  return entity.parse(merged).ok ? { ...merged, order: entity.order(merged) } : undefined;
}
