/** `POST /a/<association>/sync/push`: rows of one collection, a verdict for each, in order. */
import Type from 'typebox';
import type { WireDoc } from '@communitrak/domain/core/envelope.ts';
import type { RefusalCode } from '@communitrak/domain/core/verdict.ts';
import { CollectionSchema, WireDocSchema } from './document.ts';

export const MAX_PUSH_ROWS = 500;
export const MAX_PUSH_BYTES = 1024 * 1024;

/**
 * Rows are parsed one by one, not with the message: a row of a wrong shape is refused, the rest of the batch lives.
 */
export const PushRequestSchema = Type.Object({
  protocol: Type.Integer({ minimum: 0 }),
  collection: CollectionSchema,
  rows: Type.Array(Type.Unknown(), { maxItems: MAX_PUSH_ROWS }),
});
export type PushRequest = Type.Static<typeof PushRequestSchema>;

export const PushRowSchema = Type.Object({
  /** The server's version that the device started from; null for an insert. */
  assumed: Type.Union([Type.Null(), WireDocSchema]),
  next: WireDocSchema,
});
export type PushRow = Type.Static<typeof PushRowSchema>;

export type PushVerdict =
  /**
   * Stored, or stored before: a repeat. `server` is the stored version with its stamp: a device drops a pulled version
   * of a document it has itself edited and not yet sent, so after a lost answer nothing else would bring the stamp.
   */
  | { readonly id: string; readonly verdict: 'ok'; readonly server?: WireDoc }
  /** Stored, and no longer for this member to see: the device drops it without listing it as refused. */
  | { readonly id: string; readonly verdict: 'gone'; readonly server: WireDoc }
  /** Someone else changed it first; `server` is the current version. */
  | { readonly id: string; readonly verdict: 'conflict'; readonly server: WireDoc }
  /** Not accepted and never will be as it is; `server` is the version to show instead (a stub when there is none to see). */
  | {
      readonly id: string;
      readonly verdict: 'refused';
      readonly code: RefusalCode;
      readonly detail?: string;
      readonly server: WireDoc;
    }
  /** Not now (a document it depends on is not there yet): send again later. */
  | { readonly id: string; readonly verdict: 'retry' };

export interface PushAnswer {
  /** One verdict for each row, in the order of the rows. */
  readonly rows: readonly PushVerdict[];
}
