/**
 * The two RxDB schemas there will ever be: one envelope for everything replicated (version 0 for good:
 * shared/docs/sync.md section 2), one for what stays on this device. Refuses to know what a body holds: entities are
 * parsed on read, so a page is never refused by a schema, and a newer version's fields survive.
 */
import type { RxJsonSchema } from 'rxdb/plugins/core';
import type { Envelope } from '@communitrak/domain/core/envelope.ts';
import { MAX_ID_LENGTH } from '@communitrak/domain/core/ids.ts';
import { MAX_ORDER_LENGTH } from '@communitrak/domain/core/order.ts';

const MAX_TYPE_LENGTH = 40;

export const ENVELOPE_SCHEMA: RxJsonSchema<Envelope> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: MAX_ID_LENGTH },
    type: { type: 'string', maxLength: MAX_TYPE_LENGTH },
    version: { type: 'number' },
    parent: { type: 'string', maxLength: MAX_ID_LENGTH },
    order: { type: 'string', maxLength: MAX_ORDER_LENGTH },
    stamp: { type: 'object', additionalProperties: true },
    body: { type: 'object', additionalProperties: true },
  },
  required: ['id', 'type', 'version', 'parent', 'order', 'stamp', 'body'],
  indexes: [
    ['type', 'order'],
    ['type', 'parent', 'order'],
  ],
};

/** A document of the device itself; never replicated. */
export interface LocalDoc {
  readonly id: string;
  readonly kind: string;
  /** ISO, the device's time: lists are in this order. */
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Longer than a document's id: local ids carry one with a prefix. */
const MAX_LOCAL_ID_LENGTH = 200;

export const LOCAL_SCHEMA: RxJsonSchema<LocalDoc> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: MAX_LOCAL_ID_LENGTH },
    kind: { type: 'string', maxLength: MAX_TYPE_LENGTH },
    at: { type: 'string', maxLength: MAX_TYPE_LENGTH },
    data: { type: 'object', additionalProperties: true },
  },
  required: ['id', 'kind', 'at', 'data'],
  indexes: [['kind', 'at']],
};
