/**
 * One row of a push as it came in, parsed on its own: a row of a wrong shape is refused, the rest of the batch lives.
 * Looks at what the sender itself sent and at nothing stored, so its refusals tell nothing.
 */
import type { CollectionName, Entity } from '@communitrak/domain/core/entity.ts';
import type { WireDoc } from '@communitrak/domain/core/envelope.ts';
import { isId, typeOf } from '@communitrak/domain/core/ids.ts';
import { ALLOWED, refuse, type Verdict } from '@communitrak/domain/core/verdict.ts';
import { toWire } from '@communitrak/protocol/document.ts';
import { parseShape } from '@communitrak/protocol/parse.ts';
import { PushRowSchema, type PushRow } from '@communitrak/protocol/push.ts';
import { NEWER_VERSION } from '../access/decide.ts';
import { isPlainJson } from './plain-json.ts';
import type { Registry } from './sync-service.ts';

/** One document's JSON; photos are files, so what is larger is a mistake. Characters. */
export const MAX_DOCUMENT_LENGTH = 256 * 1024;
const LONGEST_ECHO = 200;

export interface GoodRow {
  readonly ok: true;
  readonly id: string;
  readonly entity: Entity;
  readonly assumed: WireDoc | undefined;
  readonly next: WireDoc;
}

export interface BadRow {
  readonly ok: false;
  /** As sent, as far as there is one; '' when there is none. */
  readonly id: string;
  readonly refusal: Exclude<Verdict, { readonly ok: true }>;
}

export type ParsedRow = GoodRow | BadRow;

/** What may be told back as the row's id, from a row that may be anything. */
function idOf(raw: unknown): string {
  if (typeof raw !== 'object' || raw === null || !('next' in raw)) return '';
  const { next } = raw;
  if (typeof next !== 'object' || next === null || !('id' in next)) return '';
  return typeof next.id === 'string' ? next.id.slice(0, LONGEST_ECHO) : '';
}

function bad(id: string, refusal: Verdict): BadRow {
  return { ok: false, id, refusal: refusal.ok ? { ok: false, code: 'invalid' } : refusal };
}

function belongs({ assumed, next }: PushRow, entity: Entity, collection: CollectionName): Verdict {
  if (entity.collection !== collection) return refuse('wrong-collection');
  if (typeOf(next.id) !== next.type) return refuse('invalid', 'id');
  if (assumed !== null && assumed.id !== next.id) return refuse('invalid', 'assumed.id');
  if (next._deleted) return ALLOWED;
  const parsed = entity.parse(toWire(next, false));
  if (parsed.ok) return ALLOWED;
  return parsed.newer ? NEWER_VERSION : refuse('invalid', parsed.faults.join('; '));
}

/** The type is the id's: RxDB sends deletions with what it last held, and a stub's type says no more than its id. */
export function parseRow(raw: unknown, collection: CollectionName, registry: Registry): ParsedRow {
  const id = idOf(raw);
  const shape = parseShape(PushRowSchema, raw);
  if (!shape.ok) return bad(id, refuse('invalid', shape.detail));
  const { assumed, next } = shape.value;
  const entity = isId(next.id) ? registry.entityOf(next.type) : undefined;
  if (entity === undefined) return bad(id, refuse('unknown-type'));
  if (!isPlainJson(shape.value)) return bad(id, refuse('invalid', 'body'));
  if (JSON.stringify(next).length > MAX_DOCUMENT_LENGTH) return bad(id, refuse('too-large'));
  const verdict = belongs(shape.value, entity, collection);
  if (!verdict.ok) return bad(id, verdict);
  const wire = toWire(next, next._deleted);
  return {
    ok: true,
    id,
    entity,
    assumed: assumed === null ? undefined : toWire(assumed, assumed._deleted),
    next: wire,
  };
}
