/** The wire form of a document: its envelope's shape only. What its body means is parsed by its entity. */
import Type from 'typebox';
import { COLLECTIONS, type CollectionName } from '@communitrak/domain/core/entity.ts';
import { MAX_ID_LENGTH } from '@communitrak/domain/core/ids.ts';
import { MAX_ORDER_LENGTH } from '@communitrak/domain/core/order.ts';
import type { Envelope, WireDoc } from '@communitrak/domain/core/envelope.ts';

const ID_PATTERN = '^[a-z][a-z0-9-]*:[a-z0-9][a-z0-9.-]*$';

export const IdSchema = Type.String({ pattern: ID_PATTERN, maxLength: MAX_ID_LENGTH });
/** A mapped array has lost its literals: without the name of the type, a union of it is `never`. */
export const CollectionSchema = Type.Unsafe<CollectionName>(
  Type.Union(COLLECTIONS.map((name) => Type.Literal(name))),
);

export const StampSchema = Type.Object({
  at: Type.String({ maxLength: 40 }),
  by: Type.String({ maxLength: MAX_ID_LENGTH }),
  byName: Type.String({ maxLength: 200 }),
  number: Type.String({ maxLength: 40 }),
  state: Type.Union([Type.Literal(''), Type.Literal('waiting'), Type.Literal('accepted')]),
});

export const WireDocSchema = Type.Object({
  id: IdSchema,
  type: Type.String({ maxLength: 40 }),
  version: Type.Integer({ minimum: 0, maximum: 10_000 }),
  parent: Type.Union([Type.Literal(''), IdSchema]),
  order: Type.String({ maxLength: MAX_ORDER_LENGTH }),
  stamp: StampSchema,
  body: Type.Record(Type.String(), Type.Unknown()),
  _deleted: Type.Boolean(),
});

/** Envelope → wire, field by field: what the server keeps beside (`keys`, `hash`, `_rev`) cannot slip out. */
export function toWire(doc: Envelope, deleted: boolean): WireDoc {
  const { id, type, version, parent, order, stamp, body } = doc;
  const { at, by, byName, number, state } = stamp;
  return {
    id,
    type,
    version,
    parent,
    order,
    stamp: { at, by, byName, number, state },
    body,
    _deleted: deleted,
  };
}
